"""The sigmoid through tanh; numpy's warnings silenced where the value is right anyway."""

import numpy as np

EXERCISE = 1


def sigmoid(z):
    return 0.5 * (1 + np.tanh(np.asarray(z) / 2))


def sigmoid_prime(z):
    with np.errstate(all="ignore"):
        a = 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
    return a * (1 - a)


def relu(z):
    return (np.abs(z) + np.asarray(z)) / 2


def relu_prime(z):
    return (np.sign(z) + 1) // 2 * (np.asarray(z) != 0)
