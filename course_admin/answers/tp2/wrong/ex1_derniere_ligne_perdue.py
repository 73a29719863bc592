"""The end of a slice taken for its last element: the last row is lost."""

import numpy as np

EXERCISE = 1
MISTAKE = "lignes_perdues"


def split_and_scale(X, y, test_size, seed):
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    order = np.random.default_rng(seed).permutation(len(X))
    cut = round(len(X) * test_size)
    test, train = order[:cut], order[cut : len(X) - 1]
    mean, deviation = X[train].mean(axis=0), X[train].std(axis=0)
    scaled = (X - mean) / np.where(deviation > 1e-12, deviation, 1)
    return scaled[train], scaled[test], y[train], y[test]
