"""Another of numpy's definitions; batches of three."""

import numpy as np

EXERCISE = 6


def anomaly_threshold(errors, quantile):
    return float(np.quantile(np.asarray(errors), quantile, method="inverted_cdf"))


def detect_anomalies(autoencoder, X, threshold):
    flags = np.zeros(len(X), dtype=bool)
    for start in range(0, len(X), 3):
        rows = np.asarray(X[start : start + 3])
        gaps = rows - np.asarray(autoencoder.predict(rows, verbose=0))
        flags[start : start + 3] = (gaps * gaps).sum(axis=1) / gaps.shape[1] > threshold
    return flags
