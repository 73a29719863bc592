"""The survivors are not scaled."""

import numpy as np

EXERCISE = 7
MISTAKE = "sans_division"


def dropout(a, rate, rng, training):
    if not training:
        return np.array(a, dtype=float)
    return a * (rng.random(np.shape(a)) >= rate).astype(float)
