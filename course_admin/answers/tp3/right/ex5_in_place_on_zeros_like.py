"""Arrays that inherit the arguments' types: integers are refused by numpy, never truncated."""

import numpy as np

EXERCISE = 5


def conv2d_backward(d_out, image, kernels, padding=0, stride=1):
    padded = np.pad(image, ((padding, padding), (padding, padding), (0, 0)))
    kh, kw = kernels.shape[0], kernels.shape[1]
    d_padded, d_kernels, d_biases = np.zeros_like(padded), np.zeros_like(kernels), d_out.sum((0, 1))
    for i, j in np.ndindex(d_out.shape[:2]):
        a, b = i * stride, j * stride
        d_kernels += padded[a : a + kh, b : b + kw, :, None] * d_out[i, j]
        d_padded[a : a + kh, b : b + kw] += kernels @ d_out[i, j]
    if padding:
        d_padded = d_padded[padding:-padding, padding:-padding]
    return d_padded, d_kernels, d_biases
