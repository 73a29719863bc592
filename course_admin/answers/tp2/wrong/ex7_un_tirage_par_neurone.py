"""One mask for all samples."""

import numpy as np

EXERCISE = 7
MISTAKE = "un_tirage_par_neurone"


def dropout(a, rate, rng, training):
    if not training:
        return np.array(a, dtype=float)
    return np.where(rng.random(np.shape(a)[-1]) >= rate, a, 0) / (1 - rate)
