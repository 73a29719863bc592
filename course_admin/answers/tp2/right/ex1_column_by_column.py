"""A loop over the columns, the deviation with n − 1, copies of slices."""

import random

import numpy as np

EXERCISE = 1


def split_and_scale(X, y, test_size, seed):
    X, y = np.array(X, dtype=np.float64), np.array(y)
    generator = random.Random(seed)
    groups = [range(len(y))]
    if issubclass(y.dtype.type, np.integer):
        groups = [np.flatnonzero(y == label) for label in set(y.tolist())]
    train, test = [], []
    for group in groups:
        members = [int(i) for i in group]
        generator.shuffle(members)
        cut = int(round(len(members) * test_size))
        test += members[:cut]
        train += members[cut:]
    X_train, X_test = X[train], X[test]
    for j in range(X.shape[1]):
        mean, deviation = X_train[:, j].mean(), X_train[:, j].std(ddof=1)
        X_train[:, j] -= mean
        X_test[:, j] -= mean
        if deviation > 1e-10:
            X_train[:, j] /= deviation
            X_test[:, j] /= deviation
    return X_train, X_test, y[train], y[test]
