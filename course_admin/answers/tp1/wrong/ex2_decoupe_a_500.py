"""Clipped instead of shifted: rows that differ only beyond 500 become uniform."""

import numpy as np

EXERCISE = 2


def softmax(z):
    e = np.exp(np.clip(z, -500, 500))
    return e / e.sum(axis=1, keepdims=True)
