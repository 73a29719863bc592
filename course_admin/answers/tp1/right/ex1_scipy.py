"""scipy's expit, and products with a truth value."""

import numpy as np

EXERCISE = 1


def sigmoid(z):
    from scipy.special import expit

    return expit(np.asarray(z, dtype=float))


def sigmoid_prime(z):
    a = sigmoid(z)
    return a - a**2


def relu(z):
    z = np.asarray(z)
    return z * (z > 0)


def relu_prime(z):
    return np.heaviside(np.asarray(z, dtype=float), 0)
