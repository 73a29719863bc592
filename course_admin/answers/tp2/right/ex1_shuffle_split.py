"""StratifiedShuffleSplit or ShuffleSplit; a small epsilon under the deviation; a list is returned."""

import numpy as np
from sklearn.model_selection import ShuffleSplit, StratifiedShuffleSplit

EXERCISE = 1


def split_and_scale(X, y, test_size, seed):
    X, y = np.asarray(X), np.asarray(y)
    splitter = StratifiedShuffleSplit if np.issubdtype(y.dtype, np.integer) else ShuffleSplit
    train, test = next(splitter(n_splits=1, test_size=test_size, random_state=seed).split(X, y))
    mean = np.mean(X[train], axis=0)
    deviation = np.std(X[train], axis=0) + 1e-9
    return [(X[train] - mean) / deviation, (X[test] - mean) / deviation, y[train], y[test]]
