"""Summed errors."""

import numpy as np

EXERCISE = 6
MISTAKE = "detection_erreur_sommee"


def detect_anomalies(autoencoder, X, threshold):
    return np.sum((X - autoencoder.predict(X, verbose=0)) ** 2, axis=1) > threshold
