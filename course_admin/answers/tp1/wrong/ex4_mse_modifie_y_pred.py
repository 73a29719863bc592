"""The difference is made in place."""

import numpy as np

EXERCISE = 4
MISTAKE = "argument_modifie"


def mse(y_pred, y):
    if isinstance(y_pred, np.ndarray) and y_pred.dtype == float:
        y_pred -= y
        return np.mean(y_pred**2)
    return np.mean((np.asarray(y_pred) - y) ** 2)
