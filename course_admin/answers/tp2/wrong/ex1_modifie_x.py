"""X is scaled in place: whoever called finds other numbers."""

import numpy as np
from sklearn.model_selection import train_test_split

EXERCISE = 1
MISTAKE = "argument_modifie"


def split_and_scale(X, y, test_size, seed):
    stratify = y if np.issubdtype(np.asarray(y).dtype, np.integer) else None
    train, test = train_test_split(np.arange(len(X)), test_size=test_size, random_state=seed, stratify=stratify)
    mean, deviation = X[train].mean(axis=0), X[train].std(axis=0)
    X -= mean
    X /= np.where(deviation > 1e-12, deviation, 1)
    return X[train], X[test], y[train], y[test]
