"""The mask is written into the argument."""

import numpy as np

EXERCISE = 7
MISTAKE = "argument_modifie"


def dropout(a, rate, rng, training):
    if not training:
        return a
    a[rng.random(np.shape(a)) < rate] = 0
    return a / (1 - rate)
