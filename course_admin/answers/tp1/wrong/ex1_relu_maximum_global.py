"""np.max, the largest entry, taken for np.maximum."""

import numpy as np

EXERCISE = 1
MISTAKE = "relu_maximum_global"


def relu(z):
    return max(0, np.max(z))
