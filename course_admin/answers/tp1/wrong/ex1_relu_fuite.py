"""A leaky ReLU."""

import numpy as np

EXERCISE = 1
MISTAKE = "relu_fuite"


def relu(z):
    return np.where(np.asarray(z) > 0, z, 0.01 * np.asarray(z))
