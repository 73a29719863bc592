"""The test part is centred by the training part's means, but divided by its own deviations."""

import numpy as np
from sklearn.model_selection import train_test_split

EXERCISE = 1
MISTAKE = "test_autrement"


def split_and_scale(X, y, test_size, seed):
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    stratify = y if np.issubdtype(y.dtype, np.integer) else None
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=test_size, random_state=seed, stratify=stratify)
    mean = X_train.mean(axis=0)
    return (X_train - mean) / _deviation(X_train), (X_test - mean) / _deviation(X_test), y_train, y_test


def _deviation(X):
    deviation = X.std(axis=0)
    return np.where(deviation > 1e-12, deviation, 1)
