"""A blur."""

import numpy as np

EXERCISE = 6
MISTAKE = "contours_somme"


def edge_kernels():
    return np.full((3, 3, 1, 2), 1 / 9)
