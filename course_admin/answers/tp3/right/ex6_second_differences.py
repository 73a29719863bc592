"""Second differences answer on either side of an edge."""

import numpy as np

EXERCISE = 6


def edge_kernels():
    line = np.array([[-1.0, 2.0, -1.0]] * 3)
    return np.stack([line, line.T], axis=2)[:, :, np.newaxis]
