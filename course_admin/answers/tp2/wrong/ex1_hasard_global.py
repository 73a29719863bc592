"""The seed is not given to the split."""

import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

EXERCISE = 1
MISTAKE = "hasard_global"


def split_and_scale(X, y, test_size, seed):
    stratify = y if np.issubdtype(np.asarray(y).dtype, np.integer) else None
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=test_size, stratify=stratify)
    scaler = StandardScaler().fit(X_train)
    return scaler.transform(X_train), scaler.transform(X_test), y_train, y_test
