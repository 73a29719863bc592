"""The last, smaller batch is dropped."""

import numpy as np

EXERCISE = 9
MISTAKE = "train_dernier_lot_perdu"


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def _forward(X, weights, biases):
    zs, activations = [], [np.asarray(X, dtype=float)]
    for W, b in zip(weights, biases, strict=True):
        zs.append(activations[-1] @ W.T + b)
        activations.append(_sigmoid(zs[-1]))
    return zs, activations


def _backward(X, y, weights, biases):
    _, activations = _forward(X, weights, biases)
    dweights, dbiases = [], []
    da = 2 * (activations[-1] - y) / len(X)
    for i in reversed(range(len(weights))):
        delta = da * activations[i + 1] * (1 - activations[i + 1])
        dweights.insert(0, delta.T @ activations[i])
        dbiases.insert(0, delta.sum(axis=0))
        da = delta @ weights[i]
    return dweights, dbiases


def _loss(X, y, weights, biases):
    return np.mean(np.sum((_forward(X, weights, biases)[1][-1] - y) ** 2, axis=1))


def train(X, y, layer_sizes, learning_rate, n_epochs, batch_size, rng):
    sizes = list(zip(layer_sizes[:-1], layer_sizes[1:], strict=True))
    weights = [rng.normal(0, 1, (n_out, n_in)) for n_in, n_out in sizes]
    biases = [np.zeros(n_out) for _, n_out in sizes]
    n, history = len(X), []
    for _ in range(n_epochs):
        order = rng.permutation(n)
        for start in range(0, n - batch_size + 1, batch_size):
            batch = order[start : start + batch_size]
            dweights, dbiases = _backward(X[batch], y[batch], weights, biases)
            for i in range(len(weights)):
                weights[i] -= learning_rate * dweights[i]
                biases[i] -= learning_rate * dbiases[i]
        history.append(_loss(X, y, weights, biases))
    return weights, biases, history
