"""A list of two kernels, not an array of four dimensions."""

import numpy as np

EXERCISE = 6
MISTAKE = "contours_forme"


def edge_kernels():
    sobel = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    return [sobel, sobel.T]
