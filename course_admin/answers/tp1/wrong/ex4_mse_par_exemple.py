"""The squared error of each sample, not averaged."""

import numpy as np

EXERCISE = 4


def mse(y_pred, y):
    return (np.asarray(y_pred) - np.asarray(y)) ** 2
