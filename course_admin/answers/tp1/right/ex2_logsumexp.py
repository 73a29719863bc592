"""The exponential of the logarithm of the softmax."""

import numpy as np

EXERCISE = 2


def softmax(z):
    z = np.asarray(z, dtype=float)
    z = z - z.max(axis=-1)[:, None]
    return np.exp(z - np.log(np.exp(z).sum(axis=-1))[:, None])
