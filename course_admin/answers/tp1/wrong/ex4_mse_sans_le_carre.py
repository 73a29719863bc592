"""The mean of the errors, without the square."""

import numpy as np

EXERCISE = 4
MISTAKE = "mse_sans_le_carre"


def mse(y_pred, y):
    return np.mean(np.asarray(y_pred) - np.asarray(y))
