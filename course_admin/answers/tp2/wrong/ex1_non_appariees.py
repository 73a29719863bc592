"""X and y are shuffled separately."""

import numpy as np

EXERCISE = 1
MISTAKE = "non_appariees"


def split_and_scale(X, y, test_size, seed):
    rng = np.random.default_rng(seed)
    X, y = rng.permutation(np.asarray(X, dtype=float)), rng.permutation(np.asarray(y))
    cut = round(len(X) * test_size)
    mean, deviation = X[cut:].mean(axis=0), X[cut:].std(axis=0)
    scaled = (X - mean) / np.where(deviation > 1e-12, deviation, 1)
    return scaled[cut:], scaled[:cut], y[cut:], y[:cut]
