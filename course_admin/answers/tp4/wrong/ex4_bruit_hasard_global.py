"""np.random in place of rng."""

import numpy as np

EXERCISE = 4
MISTAKE = "bruit_hasard_global"


def add_noise(X, sigma, rng):
    return np.clip(X + np.random.normal(0, sigma, np.shape(X)), 0, 1)
