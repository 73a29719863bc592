"""The sorted errors, at the rank; one sample at a time, with the model called."""

import numpy as np

EXERCISE = 6


def anomaly_threshold(errors, quantile):
    ordered = sorted(errors)
    return ordered[min(int(quantile * len(ordered)), len(ordered) - 1)]


def detect_anomalies(autoencoder, X, threshold):
    X_hat = np.array(autoencoder(X))
    return [bool(np.mean((x - y) ** 2) > threshold) for x, y in zip(X, X_hat)]
