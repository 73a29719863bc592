"""Zeros and ones."""

import numpy as np

EXERCISE = 6
MISTAKE = "detection_sans_booleens"


def detect_anomalies(autoencoder, X, threshold):
    return (np.mean((X - autoencoder.predict(X, verbose=0)) ** 2, axis=1) > threshold).astype(int)
