"""A column of ones and a row of ones: they answer to light, not to edges."""

import numpy as np

EXERCISE = 6
MISTAKE = "contours_somme"


def edge_kernels():
    kernels = np.zeros((3, 3, 1, 2))
    kernels[:, 1, 0, 0] = 1
    kernels[1, :, 0, 1] = 1
    return kernels
