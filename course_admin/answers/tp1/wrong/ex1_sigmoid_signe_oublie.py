"""The sign is missing in the exponential."""

import numpy as np

EXERCISE = 1
MISTAKE = "sigmoid_signe_oublie"


def sigmoid(z):
    return 1 / (1 + np.exp(np.clip(z, -500, 500)))
