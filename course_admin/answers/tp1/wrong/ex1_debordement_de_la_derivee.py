"""The derivative overflows although the sigmoid does not."""

import numpy as np

EXERCISE = 1
MISTAKE = "debordement"


def sigmoid_prime(z):
    a = 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
    return a * (1 - a)
