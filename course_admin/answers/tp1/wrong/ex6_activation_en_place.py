"""The sigmoid is written over z: zs holds activations."""

import numpy as np

EXERCISE = 6


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def forward(X, weights, biases):
    zs, activations = [], [X]
    for W, b in zip(weights, biases, strict=True):
        z = activations[-1] @ W.T + b
        zs.append(z)
        z[...] = _sigmoid(z)
        activations.append(z)
    return zs, activations
