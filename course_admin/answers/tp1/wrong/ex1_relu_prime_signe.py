"""The sign: -1 on the left."""

import numpy as np

EXERCISE = 1
MISTAKE = "relu_prime_signe"


def relu_prime(z):
    return np.sign(np.asarray(z, dtype=float))
