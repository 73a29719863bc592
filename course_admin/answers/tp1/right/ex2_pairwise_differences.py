"""1 / Σ exp(z_j - z_i), overflow to infinity silenced: 1 / inf is 0."""

import numpy as np

EXERCISE = 2


def softmax(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[:, None, :] - z[:, :, None]).sum(axis=2)
