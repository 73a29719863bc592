"""The maximum begins at zero: negative values are lost."""

import numpy as np

EXERCISE = 4
MISTAKE = "pool_zero"


def max_pool2d(image, size, stride):
    image = np.asarray(image, dtype=float)
    H_out = (image.shape[0] - size) // stride + 1
    W_out = (image.shape[1] - size) // stride + 1
    out = np.zeros((H_out, W_out, image.shape[2]))
    for i in range(H_out):
        for j in range(W_out):
            window = image[i * stride : i * stride + size, j * stride : j * stride + size]
            out[i, j] = np.maximum(window.max(axis=(0, 1)), 0)
    return out
