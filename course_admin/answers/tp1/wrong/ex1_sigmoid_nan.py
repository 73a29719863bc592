"""exp(z) / (1 + exp(z)): infinity over infinity."""

import numpy as np

EXERCISE = 1
MISTAKE = "sigmoid_nan"


def sigmoid(z):
    with np.errstate(all="ignore"):
        e = np.exp(np.asarray(z, dtype=float))
        return e / (1 + e)
