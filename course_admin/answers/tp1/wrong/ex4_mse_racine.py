"""The root of the mean squared error."""

import numpy as np

EXERCISE = 4
MISTAKE = "mse_racine"


def mse(y_pred, y):
    return np.sqrt(np.mean((np.asarray(y_pred) - np.asarray(y)) ** 2))
