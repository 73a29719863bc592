"""One truth value for the batch."""

import numpy as np

EXERCISE = 6


def detect_anomalies(autoencoder, X, threshold):
    return bool(np.mean((X - autoencoder.predict(X, verbose=0)) ** 2) > threshold)
