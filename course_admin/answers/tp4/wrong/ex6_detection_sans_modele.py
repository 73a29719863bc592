"""The mean stands for the reconstruction."""

import numpy as np

EXERCISE = 6
MISTAKE = "detection_sans_modele"


def detect_anomalies(autoencoder, X, threshold):
    return np.mean((X - X.mean(axis=0)) ** 2, axis=1) > threshold
