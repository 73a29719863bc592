"""The absolute value below, a cut above."""

import numpy as np

EXERCISE = 4
MISTAKE = "bruit_mal_coupe"


def add_noise(X, sigma, rng):
    return np.minimum(np.abs(X + rng.normal(0, sigma, np.shape(X))), 1)
