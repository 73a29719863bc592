"""Corners of alternating signs: an edge, right along the rows, gets no answer."""

import numpy as np

EXERCISE = 6
MISTAKE = "contours_muets"


def edge_kernels():
    corners = np.array([[-1.0, 0, 1], [0, 0, 0], [1, 0, -1]])
    return np.stack([corners, corners], axis=-1)[:, :, None]
