"""The mean absolute error."""

import numpy as np

EXERCISE = 4
MISTAKE = "mse_valeur_absolue"


def mse(y_pred, y):
    return np.mean(np.abs(np.asarray(y_pred) - np.asarray(y)))
