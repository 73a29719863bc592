"""The last rows are the test part."""

import numpy as np

EXERCISE = 1
MISTAKE = "sans_melange"


def split_and_scale(X, y, test_size, seed):
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    cut = round(len(X) * (1 - test_size))
    mean, deviation = X[:cut].mean(axis=0), X[:cut].std(axis=0)
    deviation = np.where(deviation > 1e-12, deviation, 1)
    scaled = (X - mean) / deviation
    return scaled[:cut], scaled[cut:], y[:cut], y[cut:]
