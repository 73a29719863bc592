"""Normalised by column."""

import numpy as np

EXERCISE = 2
MISTAKE = "softmax_colonnes"


def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)
