"""A convolution in the mathematical sense, which turns the kernel."""

import numpy as np
from scipy.signal import convolve2d

EXERCISE = 3
MISTAKE = "conv_retourne"


def conv2d(image, kernels, biases, padding=0, stride=1):
    padded = np.pad(np.asarray(image, float), ((padding, padding), (padding, padding), (0, 0)))
    kernels = np.asarray(kernels, float)
    if kernels.shape[0] > padded.shape[0] or kernels.shape[1] > padded.shape[1]:
        raise ValueError
    maps = [
        sum(convolve2d(padded[:, :, c], kernels[:, :, c, f], mode="valid") for c in range(padded.shape[2]))
        for f in range(kernels.shape[3])
    ]
    return np.stack(maps, axis=2)[::stride, ::stride] + biases
