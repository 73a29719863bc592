"""The difference of a pixel and its neighbour, of one side alone."""

import numpy as np

EXERCISE = 6


def edge_kernels():
    vertical = [[0, 0, 0], [-1, 1, 0], [0, 0, 0]]
    horizontal = [[0, -1, 0], [0, 1, 0], [0, 0, 0]]
    return np.moveaxis(np.array([[vertical], [horizontal]], dtype=float), (0, 1), (3, 2))
