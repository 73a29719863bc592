"""Single precision is enough for kernels."""

import numpy as np

EXERCISE = 6


def edge_kernels():
    kernels = np.zeros((3, 3, 1, 2), dtype=np.float32)
    for i in range(3):
        kernels[i, 0, 0, 0], kernels[i, 2, 0, 0] = -0.1, 0.1
        kernels[0, i, 0, 1], kernels[2, i, 0, 1] = -0.1, 0.1
    return kernels
