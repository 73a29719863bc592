"""Masks: each sign of z has its own formula."""

import numpy as np

EXERCISE = 1


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    result = np.empty_like(z)
    positive = z >= 0
    result[positive] = 1 / (1 + np.exp(-z[positive]))
    result[~positive] = np.exp(z[~positive]) / (1 + np.exp(z[~positive]))
    return result


def sigmoid_prime(z):
    return sigmoid(z) * sigmoid(-np.asarray(z, dtype=float))


def relu(z):
    z = np.array(z, dtype=float)
    z[z < 0] = 0
    return z


def relu_prime(z):
    return np.where(np.asarray(z) > 0, 1, 0)
