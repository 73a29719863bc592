"""One element in two, whatever the rate."""

import numpy as np

EXERCISE = 7
MISTAKE = "mauvais_taux"


def dropout(a, rate, rng, training):
    return np.asarray(a) * rng.integers(0, 2, np.shape(a)) / (1 - rate) if training else np.array(a)
