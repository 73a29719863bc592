"""test_size is not passed on: the test part is scikit-learn's quarter."""

import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

EXERCISE = 1
MISTAKE = "taille_du_test"


def split_and_scale(X, y, test_size, seed):
    stratify = y if np.issubdtype(np.asarray(y).dtype, np.integer) else None
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed, stratify=stratify)
    scaler = StandardScaler().fit(X_train)
    return scaler.transform(X_train), scaler.transform(X_test), y_train, y_test
