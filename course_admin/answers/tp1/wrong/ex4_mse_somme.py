"""The sum of the squares, not their mean."""

import numpy as np

EXERCISE = 4
MISTAKE = "mse_somme"


def mse(y_pred, y):
    return np.sum((np.asarray(y_pred) - np.asarray(y)) ** 2)
