"""Gaussian noise in place of a mask."""

import numpy as np

EXERCISE = 7
MISTAKE = "sans_masque"


def dropout(a, rate, rng, training):
    if not training:
        return np.array(a, dtype=float)
    return a * rng.normal(1, np.sqrt(rate / (1 - rate)), np.shape(a))
