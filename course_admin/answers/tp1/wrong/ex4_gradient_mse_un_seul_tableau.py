"""dw and db in one array."""

import numpy as np

EXERCISE = 4


def mse_gradient(X, y, w, b):
    error = X @ w + b - y
    return np.append(2 * X.T @ error / len(X), 2 * error.mean())
