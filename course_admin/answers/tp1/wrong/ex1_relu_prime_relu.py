"""The derivative returns the function."""

import numpy as np

EXERCISE = 1
MISTAKE = "relu_prime_relu"


def relu_prime(z):
    return np.maximum(0, z)
