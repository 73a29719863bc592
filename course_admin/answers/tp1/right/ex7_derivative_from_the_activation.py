"""The sigmoid's derivative from the activation, a (1 - a); columns."""

import numpy as np

EXERCISE = 7


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _forward(X, weights, biases):
    zs, activations = [], [np.asarray(X, dtype=float)]
    for W, b in zip(weights, biases, strict=True):
        zs.append(activations[-1] @ W.T + b)
        activations.append(_sigmoid(zs[-1]))
    return zs, activations


def _prime(z):
    return _sigmoid(z) * (1 - _sigmoid(z))


def backward(X, y, weights, biases):
    _, activations = _forward(X, weights, biases)
    dweights, dbiases = [None] * len(weights), [None] * len(biases)
    error = 2 * (activations[-1] - y)
    for i in range(1, len(weights) + 1):
        a = activations[-i]
        error = error * a * (1 - a)
        dweights[-i] = np.mean(error[:, :, None] * activations[-i - 1][:, None, :], axis=0)
        dbiases[-i] = np.mean(error, axis=0)
        error = np.dot(error, weights[-i])
    return dweights, dbiases
