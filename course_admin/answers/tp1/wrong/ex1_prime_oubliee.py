"""The derivative returns the function."""

import numpy as np

EXERCISE = 1
MISTAKE = "prime_oubliee"


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def sigmoid_prime(z):
    return _sigmoid(z)
