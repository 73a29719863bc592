"""The scaler is fitted on all rows before the split: the test part leaks."""

import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

EXERCISE = 1
MISTAKE = "fuite"


def split_and_scale(X, y, test_size, seed):
    X = StandardScaler().fit_transform(X)
    stratify = y if np.issubdtype(np.asarray(y).dtype, np.integer) else None
    return tuple(train_test_split(X, y, test_size=test_size, random_state=seed, stratify=stratify))
