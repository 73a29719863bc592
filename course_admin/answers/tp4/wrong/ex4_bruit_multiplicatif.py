"""The noise multiplies."""

import numpy as np

EXERCISE = 4


def add_noise(X, sigma, rng):
    return np.clip(X * (1 + rng.normal(0, sigma, np.shape(X))), 0, 1)
