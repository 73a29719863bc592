"""numpy.vectorize on a function of one number, and logaddexp."""

import numpy as np

EXERCISE = 1


def sigmoid(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


def sigmoid_prime(z):
    return np.vectorize(lambda v: sigmoid(v) * (1 - sigmoid(v)), otypes=[float])(z)


def relu(z):
    return np.vectorize(lambda v: max(0.0, v), otypes=[float])(z)


def relu_prime(z):
    return np.vectorize(lambda v: float(v > 0), otypes=[float])(z)
