"""The variance as a mean of squares, keepdims everywhere."""

import numpy as np

EXERCISE = 8


def batch_norm(a, gamma, beta, eps):
    a = np.array(a, dtype=np.float64)
    centred = a - a.mean(axis=0, keepdims=True)
    variance = np.mean(centred**2, axis=0, keepdims=True)
    return centred * (variance + eps) ** -0.5 * gamma + beta
