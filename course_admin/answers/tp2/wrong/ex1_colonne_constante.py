"""A constant column is divided by 0."""

import numpy as np
from sklearn.model_selection import train_test_split

EXERCISE = 1
MISTAKE = "colonne_constante"


def split_and_scale(X, y, test_size, seed):
    X, y = np.asarray(X, dtype=float), np.asarray(y)
    stratify = y if np.issubdtype(y.dtype, np.integer) else None
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=test_size, random_state=seed, stratify=stratify)
    mean, deviation = X_train.mean(axis=0), X_train.std(axis=0)
    with np.errstate(all="ignore"):
        return (X_train - mean) / deviation, (X_test - mean) / deviation, y_train, y_test
