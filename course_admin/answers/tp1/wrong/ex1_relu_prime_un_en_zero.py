"""The derivative is 1 in 0."""

import numpy as np

EXERCISE = 1
MISTAKE = "relu_prime_un_en_zero"


def relu_prime(z):
    return np.where(np.asarray(z) >= 0, 1.0, 0.0)
