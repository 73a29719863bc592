"""Uniform noise of the right standard deviation."""

import numpy as np

EXERCISE = 4
MISTAKE = "bruit_uniforme"


def add_noise(X, sigma, rng):
    return np.clip(X + sigma * np.sqrt(3) * rng.uniform(-1, 1, np.shape(X)), 0, 1)
