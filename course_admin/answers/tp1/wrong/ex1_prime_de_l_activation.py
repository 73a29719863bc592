"""a (1 - a) applied to z, as if z were the activation."""

import numpy as np

EXERCISE = 1
MISTAKE = "prime_de_l_activation"


def sigmoid_prime(z):
    z = np.asarray(z, dtype=float)
    return z * (1 - z)
