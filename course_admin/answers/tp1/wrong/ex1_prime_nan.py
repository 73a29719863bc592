"""exp(-z) / (1 + exp(-z))²: infinity over infinity."""

import numpy as np

EXERCISE = 1
MISTAKE = "prime_nan"


def sigmoid_prime(z):
    with np.errstate(all="ignore"):
        e = np.exp(-np.asarray(z, dtype=float))
        return e / (1 + e) ** 2
