"""The derivative is stored in an array of z's integer type."""

import numpy as np

EXERCISE = 1
MISTAKE = "prime_entiers_tronques"


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def sigmoid_prime(z):
    z = np.asarray(z)
    result = np.zeros_like(z)
    result[...] = _sigmoid(z) * (1 - _sigmoid(z))
    return result
