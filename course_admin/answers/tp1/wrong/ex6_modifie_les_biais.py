"""The biases are reshaped in place into rows."""

import numpy as np

EXERCISE = 6
MISTAKE = "argument_modifie"


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def forward(X, weights, biases):
    zs, activations = [], [X]
    for W, b in zip(weights, biases, strict=True):
        b.shape = (1, -1)
        zs.append(activations[-1] @ W.T + b)
        activations.append(_sigmoid(zs[-1]))
    return zs, activations
