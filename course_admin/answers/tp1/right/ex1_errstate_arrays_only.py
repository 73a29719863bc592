"""The overflow silenced by errstate, for arrays alone."""

import numpy as np

EXERCISE = 1


def sigmoid(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def sigmoid_prime(z):
    with np.errstate(all="ignore"):
        s = sigmoid(z)
    return s * (1 - s)


def relu(z):
    return np.clip(z, 0, None)


def relu_prime(z):
    return 1.0 * (z > 0)
