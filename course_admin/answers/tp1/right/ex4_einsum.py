"""einsum and averages."""

import numpy as np

EXERCISE = 4


def mse(y_pred, y):
    y_pred, y = np.ravel(y_pred), np.ravel(y)
    return np.square(y_pred - y).mean()


def mse_gradient(X, y, w, b):
    error = np.einsum("np,p->n", X, w) + b - y
    return 2 * np.einsum("np,n->p", X, error) / len(error), np.array(2 * np.mean(error))
