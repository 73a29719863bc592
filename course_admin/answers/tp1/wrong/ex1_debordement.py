"""The formula as it is written: right, but it overflows for a large negative z."""

import numpy as np

EXERCISE = 1
MISTAKE = "debordement"


def sigmoid(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))
