"""The global generator of numpy."""

import numpy as np

EXERCISE = 7
MISTAKE = "hasard_global"


def dropout(a, rate, rng, training):
    if not training:
        return np.array(a, dtype=float)
    return np.where(np.random.rand(*np.shape(a)) >= rate, a, 0) / (1 - rate)
