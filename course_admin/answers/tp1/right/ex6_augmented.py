"""The bias as one more weight of an input that is always 1."""

import numpy as np

EXERCISE = 6


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def forward(X, weights, biases):
    zs, activations = [], [np.array(X)]
    for W, b in zip(weights, biases, strict=True):
        a = np.hstack([activations[-1], np.ones((len(X), 1))])
        zs.append(a.dot(np.column_stack([W, b]).T))
        activations.append(_sigmoid(zs[-1]))
    return zs, activations
