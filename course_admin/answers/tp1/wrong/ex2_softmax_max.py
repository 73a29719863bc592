"""Divided by the row's largest exponential."""

import numpy as np

EXERCISE = 2
MISTAKE = "softmax_max"


def softmax(z):
    z = np.asarray(z, dtype=float)
    return np.exp(z - z.max(axis=1, keepdims=True))
