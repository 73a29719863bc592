"""The derivative is 1/2 in 0."""

import numpy as np

EXERCISE = 1
MISTAKE = "relu_prime_un_demi_en_zero"


def relu_prime(z):
    return np.heaviside(np.asarray(z, dtype=float), 0.5)
