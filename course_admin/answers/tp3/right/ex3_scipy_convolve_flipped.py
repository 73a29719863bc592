"""scipy's true convolution, with kernels turned beforehand."""

import numpy as np
from scipy.signal import convolve

EXERCISE = 3


def conv2d(image, kernels, biases, padding=0, stride=1):
    x = np.pad(np.asarray(image, float), [(padding, padding)] * 2 + [(0, 0)])
    K = np.asarray(kernels, float)
    if any(K.shape[a] > x.shape[a] for a in (0, 1)):
        raise ValueError
    out = np.concatenate(
        [convolve(x, K[::-1, ::-1, ::-1, f], mode="valid", method="direct") for f in range(K.shape[3])], 2
    )
    return out[::stride, ::stride] + np.asarray(biases)
