"""The shift is the maximum of the whole array: small rows become 0 / 0."""

import numpy as np

EXERCISE = 2
MISTAKE = "softmax_decalage_global"


def softmax(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        e = np.exp(z - z.max())
        return e / e.sum(axis=1, keepdims=True)
