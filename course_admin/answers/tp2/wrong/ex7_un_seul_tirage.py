"""A single draw for the whole array."""

import numpy as np

EXERCISE = 7


def dropout(a, rate, rng, training):
    a = np.array(a, dtype=float)
    if not training or rate == 0:
        return a
    return a * (rng.random() >= rate) / (1 - rate)
