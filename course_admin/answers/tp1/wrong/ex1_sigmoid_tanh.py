"""tanh taken for the sigmoid."""

import numpy as np

EXERCISE = 1
MISTAKE = "sigmoid_tanh"


def sigmoid(z):
    return np.tanh(z)
