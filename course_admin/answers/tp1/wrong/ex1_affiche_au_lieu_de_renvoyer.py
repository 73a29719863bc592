"""The result is printed and not returned."""

import numpy as np

EXERCISE = 1
MISTAKE = "sans_return"


def relu(z):
    print(np.maximum(z, 0))
