"""sigma is squared."""

import numpy as np

EXERCISE = 4
MISTAKE = "bruit_sigma_carre"


def add_noise(X, sigma, rng):
    return np.clip(X + rng.normal(0, sigma**2, np.shape(X)), 0, 1)
