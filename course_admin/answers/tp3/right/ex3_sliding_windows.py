"""All windows at once; numpy itself refuses a kernel that does not fit."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

EXERCISE = 3


def conv2d(image, kernels, biases, padding=0, stride=1):
    padded = np.pad(image, ((padding,) * 2, (padding,) * 2, (0, 0)))
    windows = sliding_window_view(padded, np.shape(kernels)[:2], axis=(0, 1))[::stride, ::stride]
    return np.einsum("ijcuv,uvcf->ijf", windows, kernels) + biases
