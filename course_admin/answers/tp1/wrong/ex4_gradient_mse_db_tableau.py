"""db is an array of one element."""

import numpy as np

EXERCISE = 4


def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return 2 * X.T @ error / len(X), np.array([2 * error.mean()])
