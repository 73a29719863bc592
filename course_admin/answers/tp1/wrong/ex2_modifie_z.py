"""The shift is made in place."""

import numpy as np

EXERCISE = 2
MISTAKE = "argument_modifie"


def softmax(z):
    if z.dtype != float:
        z = z.astype(float)
    z -= z.max(axis=1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)
