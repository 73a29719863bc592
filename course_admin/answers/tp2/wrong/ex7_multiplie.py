"""Multiplied by the share that stays."""

import numpy as np

EXERCISE = 7
MISTAKE = "multiplie"


def dropout(a, rate, rng, training):
    if not training:
        return np.array(a, dtype=float)
    return np.where(rng.random(np.shape(a)) >= rate, a, 0) * (1 - rate)
