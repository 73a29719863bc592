"""No back-propagation at all: central differences of the loss."""

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
    weights, biases = [W.astype(float) for W in weights], [b.astype(float) for b in biases]

    def loss():
        return ((_forward(X, weights, biases)[1][-1] - y) ** 2).sum(axis=1).mean()

    def slope(parameter):
        gradient = np.zeros_like(parameter)
        for index in np.ndindex(parameter.shape):
            kept = parameter[index]
            parameter[index] = kept + 1e-5
            above = loss()
            parameter[index] = kept - 1e-5
            gradient[index] = (above - loss()) / 2e-5
            parameter[index] = kept
        return gradient

    return [slope(W) for W in weights], [slope(b) for b in biases]
