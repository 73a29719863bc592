"""The logarithm of the softmax."""

import numpy as np

EXERCISE = 2
MISTAKE = "softmax_log"


def softmax(z):
    z = np.asarray(z, dtype=float)
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))
