"""Axis 1 alone: right for rows, wrong for images."""

import numpy as np

EXERCISE = 5


def reconstruction_errors(X, X_hat):
    return np.mean((np.asarray(X) - X_hat) ** 2, axis=1)
