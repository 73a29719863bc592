"""Neuron by neuron."""

import math

import numpy as np

EXERCISE = 6


def _sigmoid(value):
    return 1 / (1 + math.exp(-max(value, -500)))


def forward(X, weights, biases):
    activations, zs = [np.asarray(X, dtype=float)], []
    for W, b in zip(weights, biases, strict=True):
        n, (n_out, n_in) = len(X), W.shape
        z = np.zeros((n, n_out))
        for i in range(n):
            for j in range(n_out):
                z[i, j] = b[j] + sum(W[j, k] * activations[-1][i, k] for k in range(n_in))
        zs.append(z)
        activations.append(np.array([[_sigmoid(value) for value in row] for row in z]))
    return zs, activations
