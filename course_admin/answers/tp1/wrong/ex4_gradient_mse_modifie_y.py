"""The error is computed in y."""

import numpy as np

EXERCISE = 4
MISTAKE = "argument_modifie"


def mse_gradient(X, y, w, b):
    y = np.asarray(y)
    if y.dtype == float:
        y -= X @ w + b
    else:
        y = y - (X @ w + b)
    return -2 * X.T @ y / len(X), -2 * y.mean()
