"""Divided by the sum, without the exponential."""

import numpy as np

EXERCISE = 2
MISTAKE = "softmax_sans_exponentielle"


def softmax(z):
    with np.errstate(all="ignore"):
        return z / np.sum(z, axis=1, keepdims=True)
