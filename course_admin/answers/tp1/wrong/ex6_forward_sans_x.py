"""activations without X."""

import numpy as np

EXERCISE = 6
MISTAKE = "forward_sans_x"


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))


def forward(X, weights, biases):
    zs, activations = [], []
    for W, b in zip(weights, biases, strict=True):
        a = activations[-1] if activations else X
        zs.append(a @ W.T + b)
        activations.append(_sigmoid(zs[-1]))
    return zs, activations
