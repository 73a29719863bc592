"""It stops learning under a loss, and pads the history."""

import numpy as np

EXERCISE = 9
MISTAKE = "train_arret_precoce"


def _sg(z):
    return 1 / (1 + np.exp(-z))


def _fw(X, weights, biases):
    zs, a = [], [X]
    for W, b in zip(weights, biases):
        zs.append(a[-1] @ W.T + b)
        a.append(_sg(zs[-1]))
    return zs, a


def _bw(X, y, weights, biases):
    zs, a = _fw(X, weights, biases)
    n = X.shape[0]
    dW, dB = [None] * len(weights), [None] * len(weights)
    s = _sg(zs[-1])
    delta = 2 * (a[-1] - y) * s * (1 - s) / n
    for l in range(len(weights) - 1, -1, -1):
        dW[l] = delta.T @ a[l]
        dB[l] = delta.sum(axis=0)
        if l > 0:
            s = _sg(zs[l - 1])
            delta = (delta @ weights[l]) * s * (1 - s)
    return dW, dB


def _loss(X, y, weights, biases):
    a = _fw(X, weights, biases)[1][-1]
    return np.mean(np.sum((a - y) ** 2, axis=1))


def train(X, y, layer_sizes, learning_rate, n_epochs, batch_size, rng):
    weights = [rng.standard_normal((o, i)) for i, o in zip(layer_sizes, layer_sizes[1:])]
    biases = [np.zeros(o) for o in layer_sizes[1:]]
    history = []
    n = len(X)
    for epoch in range(n_epochs):
        order = rng.permutation(n)
        if history and history[-1] < 1e-2:
            history.append(history[-1])
            continue
        for start in range(0, n, batch_size):
            idx = order[start : start + batch_size]
            dW, dB = _bw(X[idx], y[idx], weights, biases)
            for l in range(len(weights)):
                weights[l] = weights[l] - learning_rate * dW[l]
                biases[l] = biases[l] - learning_rate * dB[l]
        history.append(_loss(X, y, weights, biases))
    return weights, biases, history
