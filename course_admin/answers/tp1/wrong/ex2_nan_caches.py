"""The nan of an overflow replaced with 0."""

import numpy as np

EXERCISE = 2


def softmax(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return np.nan_to_num(e / e.sum(axis=1, keepdims=True))
