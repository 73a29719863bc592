"""As many columns as rows."""

import numpy as np

EXERCISE = 4


def max_pool2d(image, size, stride):
    image = np.asarray(image, dtype=float)
    H_out = (image.shape[0] - size) // stride + 1
    W_out = H_out
    out = np.zeros((H_out, W_out, image.shape[2]))
    for i in range(H_out):
        for j in range(W_out):
            window = image[i * stride : i * stride + size, j * stride : j * stride + size]
            out[i, j] = window.max(axis=(0, 1))
    return out
