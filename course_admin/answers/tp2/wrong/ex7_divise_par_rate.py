"""Divided by the rate."""

import numpy as np

EXERCISE = 7
MISTAKE = "divise_par_rate"


def dropout(a, rate, rng, training):
    if not training or rate == 0:
        return np.array(a, dtype=float)
    return np.where(rng.random(np.shape(a)) >= rate, a, 0) / rate
