"""A 0-d array of integers."""

import numpy as np

EXERCISE = 1


def conv_output_size(size, kernel, padding, stride):
    starts = np.arange(-padding, size + padding - kernel + 1, stride)
    if starts.size < 1:
        raise ValueError("trop petit")
    return np.array(starts.size)
