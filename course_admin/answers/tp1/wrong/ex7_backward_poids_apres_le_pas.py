"""The weights are updated before the error goes through them, in place."""

import numpy as np

EXERCISE = 7
MISTAKE = "argument_modifie"


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
    zs, activations = _forward(X, weights, biases)
    n = len(X)
    dweights, dbiases = [], []
    da = 2 * (activations[-1] - y) / n
    for i in reversed(range(len(weights))):
        delta = _prime(zs[i]) * da
        dweights.insert(0, delta.T @ activations[i])
        dbiases.insert(0, delta.sum(axis=0))
        weights[i] -= 0.1 * dweights[0]
        da = delta @ weights[i]
    return dweights, dbiases
