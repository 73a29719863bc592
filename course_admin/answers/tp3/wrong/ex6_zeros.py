"""Zeros answer to nothing."""

import numpy as np

EXERCISE = 6
MISTAKE = "contours_muets"


def edge_kernels():
    return np.zeros((3, 3, 1, 2))
