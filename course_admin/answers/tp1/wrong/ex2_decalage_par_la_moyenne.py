"""The row's mean as the shift, then clipped: two large neighbours become equal."""

import numpy as np

EXERCISE = 2


def softmax(z):
    z = np.asarray(z, dtype=float)
    e = np.exp(np.clip(z - z.mean(axis=1, keepdims=True), -700, 700))
    return e / e.sum(axis=1, keepdims=True)
