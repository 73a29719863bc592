"""X is changed."""

import numpy as np

EXERCISE = 4
MISTAKE = "argument_modifie"


def add_noise(X, sigma, rng):
    X += rng.normal(0, sigma, X.shape).astype(X.dtype)
    np.clip(X, 0, 1, out=X)
    return X
