"""A copy of rng is used, which does not move on."""

import copy

import numpy as np

EXERCISE = 4
MISTAKE = "bruit_rng_recree"


def add_noise(X, sigma, rng):
    return np.clip(X + copy.deepcopy(rng).normal(0, sigma, np.shape(X)), 0, 1)
