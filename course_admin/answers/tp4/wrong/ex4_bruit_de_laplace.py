"""Laplace noise of the right standard deviation."""

import numpy as np

EXERCISE = 4


def add_noise(X, sigma, rng):
    return np.clip(X + rng.laplace(0, sigma / np.sqrt(2), np.shape(X)), 0, 1)
