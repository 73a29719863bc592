"""y is scaled too."""

import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

EXERCISE = 1
MISTAKE = "y_modifie"


def split_and_scale(X, y, test_size, seed):
    stratify = y if np.issubdtype(np.asarray(y).dtype, np.integer) else None
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=test_size, random_state=seed, stratify=stratify)
    scaler = StandardScaler().fit(X_train)
    mean, deviation = y_train.mean(), y_train.std()
    return (
        scaler.transform(X_train),
        scaler.transform(X_test),
        (y_train - mean) / deviation,
        (y_test - mean) / deviation,
    )
