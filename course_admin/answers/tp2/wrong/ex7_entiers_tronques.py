"""The result inherits the integer type of a."""

import numpy as np

EXERCISE = 7
MISTAKE = "mauvaise_echelle"


def dropout(a, rate, rng, training):
    if not training:
        return np.array(a)
    out = np.zeros_like(a)
    keep = rng.random(np.shape(a)) >= rate
    out[keep] = np.asarray(a)[keep] / (1 - rate)
    return out
