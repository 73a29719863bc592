"""What is reconstructed well is called an anomaly."""

import numpy as np

EXERCISE = 6
MISTAKE = "detection_inversee"


def detect_anomalies(autoencoder, X, threshold):
    return np.mean((X - autoencoder.predict(X, verbose=0)) ** 2, axis=1) < threshold
