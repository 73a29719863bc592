"""A generator of its own, always the same."""

import numpy as np

EXERCISE = 7
MISTAKE = "graine_fixe"


def dropout(a, rate, rng, training):
    if not training:
        return np.array(a, dtype=float)
    return np.where(np.random.default_rng(0).random(np.shape(a)) >= rate, a, 0) / (1 - rate)
