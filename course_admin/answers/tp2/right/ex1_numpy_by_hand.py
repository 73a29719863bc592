"""Indices drawn class by class with numpy; a deviation of 0 replaced by 1 with where."""

import numpy as np

EXERCISE = 1


def split_and_scale(X, y, test_size, seed):
    rng = np.random.default_rng(seed)
    X, y = np.array(X, dtype=float), np.array(y)
    test = []
    if y.dtype.kind in "iu":
        for label in np.unique(y):
            members = rng.permutation(np.flatnonzero(y == label))
            test.extend(members[: round(test_size * len(members))])
    else:
        test.extend(rng.permutation(len(y))[: int(test_size * len(y))])
    inside = np.zeros(len(y), dtype=bool)
    inside[test] = True
    mean, deviation = X[~inside].mean(0), X[~inside].std(0)
    scaled = np.where(deviation > 1e-12, (X - mean) / np.where(deviation > 1e-12, deviation, 1), 0)
    return scaled[~inside], scaled[inside], y[~inside], y[inside]
