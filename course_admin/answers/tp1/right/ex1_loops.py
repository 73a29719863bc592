"""One element at a time, with the math module."""

import math

import numpy as np

EXERCISE = 1


def _each(function, z):
    z = np.asarray(z, dtype=float)
    values = np.zeros(z.size)
    for i, value in enumerate(z.ravel()):
        values[i] = function(value)
    return values.reshape(z.shape)


def _sigmoid(value):
    if value < -500:
        return 0.0
    return 1 / (1 + math.exp(-value))


def sigmoid(z):
    return _each(_sigmoid, z)


def sigmoid_prime(z):
    return _each(lambda value: _sigmoid(value) * (1 - _sigmoid(value)), z)


def relu(z):
    return _each(lambda value: value if value > 0 else 0.0, z)


def relu_prime(z):
    return _each(lambda value: 1.0 if value > 0 else 0.0, z)
