"""Half of the mean squared error."""

import numpy as np

EXERCISE = 4
MISTAKE = "mse_un_demi"


def mse(y_pred, y):
    return np.mean((np.asarray(y_pred) - np.asarray(y)) ** 2) / 2
