"""sigma is left out."""

import numpy as np

EXERCISE = 4


def add_noise(X, sigma, rng):
    return np.clip(X + rng.normal(size=np.shape(X)), 0, 1)
