"""The error of the whole batch decides for all."""

import numpy as np

EXERCISE = 6
MISTAKE = "detection_globale"


def detect_anomalies(autoencoder, X, threshold):
    error = np.mean((X - autoencoder.predict(X, verbose=0)) ** 2)
    return np.full(len(X), error > threshold)
