"""An integer of numpy."""

import numpy as np

EXERCISE = 1


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError("le noyau dépasse")
    return np.floor_divide(np.int64(size + 2 * padding - kernel), stride) + np.int32(1)
