"""Normalised over the whole array."""

import numpy as np

EXERCISE = 2
MISTAKE = "softmax_globale"


def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max())
    return e / e.sum()
