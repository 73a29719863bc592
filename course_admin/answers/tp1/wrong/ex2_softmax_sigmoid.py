"""A sigmoid, element by element."""

import numpy as np

EXERCISE = 2
MISTAKE = "softmax_sigmoid"


def softmax(z):
    return 1 / (1 + np.exp(-np.clip(z, -500, 500)))
