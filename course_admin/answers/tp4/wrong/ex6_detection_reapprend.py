"""The model is trained again on the data to judge, anomalies included."""

import numpy as np

EXERCISE = 6
MISTAKE = "modele_modifie"


def detect_anomalies(autoencoder, X, threshold):
    X = np.asarray(X, dtype="float32")
    autoencoder.train_on_batch(X, X)
    return np.mean((X - autoencoder.predict_on_batch(X)) ** 2, axis=1) > threshold
