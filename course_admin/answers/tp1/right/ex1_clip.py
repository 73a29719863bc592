"""The argument clipped where the sigmoid is flat; lists given back."""

import numpy as np

EXERCISE = 1


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))


def sigmoid_prime(z):
    s = sigmoid(z)
    return np.multiply(s, 1.0 - s)


def relu(z):
    return np.clip(z, 0, None).tolist()


def relu_prime(z):
    return np.greater(z, 0)
