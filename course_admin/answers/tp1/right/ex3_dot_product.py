"""A dot product of integers, which gives a numpy integer."""

import numpy as np

EXERCISE = 3


def count_parameters(layer_sizes):
    sizes = np.asarray(layer_sizes, dtype=np.int64)
    return np.dot(sizes[:-1], sizes[1:]) + np.sum(sizes[1:])
