"""training is not looked at."""

import numpy as np

EXERCISE = 7
MISTAKE = "masque_a_l_inference"


def dropout(a, rate, rng, training):
    return np.where(rng.random(np.shape(a)) >= rate, a, 0) / (1 - rate)
