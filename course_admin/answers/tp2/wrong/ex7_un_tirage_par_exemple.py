"""Whole samples are put out."""

import numpy as np

EXERCISE = 7
MISTAKE = "un_tirage_par_exemple"


def dropout(a, rate, rng, training):
    a = np.array(a, dtype=float)
    if not training:
        return a
    keep = rng.random(len(a)) >= rate
    return a * keep.reshape((-1,) + (1,) * (a.ndim - 1)) / (1 - rate)
