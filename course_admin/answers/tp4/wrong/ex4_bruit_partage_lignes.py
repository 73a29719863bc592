"""The same noise for every row."""

import numpy as np

EXERCISE = 4
MISTAKE = "bruit_partage"


def add_noise(X, sigma, rng):
    return np.clip(X + rng.normal(0, sigma, X.shape[1]), 0, 1)
