"""Uniform noise."""

import numpy as np

EXERCISE = 4
MISTAKE = "bruit_uniforme"


def add_noise(X, sigma, rng):
    return np.clip(X + rng.uniform(-sigma, sigma, np.shape(X)), 0, 1)
