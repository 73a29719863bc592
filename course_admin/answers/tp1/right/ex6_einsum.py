"""einsum, and lists built backwards from nothing; X itself is activations[0]."""

import numpy as np

EXERCISE = 6


def forward(X, weights, biases):
    from scipy.special import expit

    result = [[], [X]]
    for W, b in zip(weights, biases, strict=True):
        z = np.einsum("jk,nk->nj", W, result[1][-1]) + b
        result[0] += [z]
        result[1] += [expit(z)]
    return result
