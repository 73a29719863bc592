"""Stratified for one type of integers alone."""

import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

EXERCISE = 1
MISTAKE = "non_stratifie"


def split_and_scale(X, y, test_size, seed):
    labels = y if np.asarray(y).dtype == np.int64 else None
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=test_size, random_state=seed, stratify=labels)
    scaler = StandardScaler().fit(X_train)
    return scaler.transform(X_train), scaler.transform(X_test), y_train, y_test
