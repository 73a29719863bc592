"""A 0-d array of integers."""

import numpy as np

EXERCISE = 3


def count_parameters(layer_sizes):
    sizes = list(map(int, layer_sizes))
    return np.array(sum((a + 1) * b for a, b in zip(sizes, sizes[1:], strict=False)))
