"""A float, where a count is asked."""

import numpy as np

EXERCISE = 1
MISTAKE = "compte_flottant"


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError
    return np.floor((size - kernel + 2 * padding) / stride) + 1
