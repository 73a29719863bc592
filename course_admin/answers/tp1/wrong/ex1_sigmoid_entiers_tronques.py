"""The result takes z's integer type."""

import numpy as np

EXERCISE = 1
MISTAKE = "sigmoid_entiers_tronques"


def sigmoid(z):
    z = np.asarray(z)
    result = np.zeros_like(z)
    for index in np.ndindex(z.shape):
        result[index] = 1 / (1 + np.exp(-np.clip(float(z[index]), -500, 500)))
    return result
