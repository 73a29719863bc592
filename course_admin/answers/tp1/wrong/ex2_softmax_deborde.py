"""No shift: exp(1000) is infinite."""

import numpy as np

EXERCISE = 2
MISTAKE = "softmax_deborde"


def softmax(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)
