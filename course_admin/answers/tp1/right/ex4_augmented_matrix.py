"""A column of ones for the bias; a list is returned."""

import numpy as np

EXERCISE = 4


def mse(y_pred, y):
    error = np.subtract(y_pred, y)
    return np.array(error @ error / error.size)


def mse_gradient(X, y, w, b):
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.append(np.asarray(w, dtype=float), b)
    gradient = 2 / len(A) * A.T @ (A @ theta - y)
    return [gradient[:-1], gradient[-1]]
