"""The dropout of 2012: nothing scaled in training, everything scaled in inference."""

import numpy as np

EXERCISE = 7
MISTAKE = "echelle_a_l_inference"


def dropout(a, rate, rng, training):
    if not training:
        return np.asarray(a) * (1 - rate)
    return a * (rng.random(np.shape(a)) >= rate).astype(float)
