"""It works on arrays only: a list or a number stops it."""

import numpy as np

EXERCISE = 1


def sigmoid(z):
    return np.where(z.astype(float) >= 0, 1.0, np.exp(-np.abs(z))) / (1 + np.exp(-np.abs(z)))
