"""The slides' indices j and k, in plain loops; tuples."""

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
    zs, activations = _forward(X, weights, biases)
    n, last = len(X), len(weights) - 1
    dweights = tuple(np.zeros(W.shape) for W in weights)
    dbiases = tuple(np.zeros(b.shape) for b in biases)
    for i in range(n):
        da = [2 * (activations[-1][i, j] - y[i][j]) for j in range(len(biases[last]))]
        for layer in range(last, -1, -1):
            n_out, n_in = weights[layer].shape
            delta = [_prime(zs[layer][i, j]) * da[j] for j in range(n_out)]
            for j in range(n_out):
                dbiases[layer][j] += delta[j] / n
                for k in range(n_in):
                    dweights[layer][j, k] += delta[j] * activations[layer][i, k] / n
            da = [sum(weights[layer][j, k] * delta[j] for j in range(n_out)) for k in range(n_in)]
    return dweights, dbiases
