"""One binomial draw an element."""

import numpy as np

EXERCISE = 7


def dropout(a, rate, rng, training):
    a = np.asarray(a, dtype=float)
    if not training or rate == 0:
        return a.copy()
    return a * rng.binomial(1, 1 - rate, size=a.shape) / (1 - rate)
