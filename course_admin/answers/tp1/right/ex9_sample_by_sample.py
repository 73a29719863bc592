"""Loops over the samples of a batch, gradients accumulated, small weights (0.1)."""

import numpy as np

EXERCISE = 9


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
    weights, biases, history = [], [], []
    for layer in range(1, len(layer_sizes)):
        weights.append(0.1 * rng.standard_normal((layer_sizes[layer], layer_sizes[layer - 1])))
        biases.append(0.1 * rng.standard_normal(layer_sizes[layer]))
    indices = list(range(len(X)))
    for _ in range(n_epochs):
        rng.shuffle(indices)
        for start in range(0, len(X), batch_size):
            batch = indices[start : start + batch_size]
            totals = [np.zeros_like(W) for W in weights], [np.zeros_like(b) for b in biases]
            for i in batch:
                gradients = _backward(X[i : i + 1], y[i : i + 1], weights, biases)
                for total, gradient in zip(totals, gradients, strict=True):
                    for t, g in zip(total, gradient, strict=True):
                        t += g
            weights = [W - learning_rate * dW / len(batch) for W, dW in zip(weights, totals[0], strict=True)]
            biases = [b - learning_rate * db / len(batch) for b, db in zip(biases, totals[1], strict=True)]
        history.append(float(_loss(X, y, weights, biases)))
    return weights, biases, history
