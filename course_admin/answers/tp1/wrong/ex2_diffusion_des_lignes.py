"""No keepdims: right on a square array in shape, wrong in value."""

import numpy as np

EXERCISE = 2


def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1)
