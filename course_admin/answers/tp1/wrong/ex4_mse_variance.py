"""The variance of the errors."""

import numpy as np

EXERCISE = 4
MISTAKE = "mse_variance"


def mse(y_pred, y):
    return np.var(np.asarray(y_pred) - np.asarray(y))
