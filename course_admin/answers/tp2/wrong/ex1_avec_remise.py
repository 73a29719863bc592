"""Rows drawn with replacement: some twice, some never."""

import numpy as np

EXERCISE = 1
MISTAKE = "lignes_en_double"


def split_and_scale(X, y, test_size, seed):
    rng = np.random.default_rng(seed)
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    cut = round(len(X) * test_size)
    order = rng.integers(0, len(X), len(X))
    mean, deviation = X[order[cut:]].mean(axis=0), X[order[cut:]].std(axis=0)
    scaled = (X - mean) / np.where(deviation > 1e-12, deviation, 1)
    return scaled[order[cut:]], scaled[order[:cut]], y[order[cut:]], y[order[:cut]]
