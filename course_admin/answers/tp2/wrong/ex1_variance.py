"""Divided by the variance."""

import numpy as np
from sklearn.model_selection import train_test_split

EXERCISE = 1
MISTAKE = "variance"


def split_and_scale(X, y, test_size, seed):
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    stratify = y if np.issubdtype(y.dtype, np.integer) else None
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=test_size, random_state=seed, stratify=stratify)
    mean, variance = X_train.mean(axis=0), X_train.var(axis=0)
    variance[variance == 0] = 1
    return (X_train - mean) / variance, (X_test - mean) / variance, y_train, y_test
