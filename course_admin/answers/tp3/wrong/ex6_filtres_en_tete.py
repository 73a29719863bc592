"""The filters come first."""

import numpy as np

EXERCISE = 6
MISTAKE = "contours_forme"


def edge_kernels():
    sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    return np.stack([sobel, sobel.T])[..., None]
