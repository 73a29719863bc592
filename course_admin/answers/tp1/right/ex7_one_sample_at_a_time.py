"""Sample by sample, as in the slides, then the mean."""

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
    dweights = [np.zeros(W.shape) for W in weights]
    dbiases = [np.zeros(b.shape) for b in biases]
    for x, target in zip(X, y, strict=True):
        zs, activations = _forward([x], weights, biases)
        da = 2 * (activations[-1][0] - target)
        for layer in range(len(weights) - 1, -1, -1):
            delta = _prime(zs[layer][0]) * da
            dweights[layer] += np.outer(delta, activations[layer][0]) / len(X)
            dbiases[layer] += delta / len(X)
            da = weights[layer].T @ delta
    return dweights, dbiases
