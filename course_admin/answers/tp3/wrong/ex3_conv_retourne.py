"""A convolution in the mathematical sense, which turns the kernel."""

import numpy as np

EXERCISE = 3
MISTAKE = "conv_retourne"


def conv2d(image, kernels, biases, padding=0, stride=1):
    padded = np.pad(np.asarray(image, float), ((padding, padding), (padding, padding), (0, 0)))
    kernels = np.asarray(kernels, float)[::-1, ::-1]
    kh, kw, _, filters = kernels.shape
    if kh > padded.shape[0] or kw > padded.shape[1]:
        raise ValueError("le noyau ne tient pas dans l’image")
    H_out = (padded.shape[0] - kh) // stride + 1
    W_out = (padded.shape[1] - kw) // stride + 1
    out = np.zeros((H_out, W_out, filters))
    for i in range(H_out):
        for j in range(W_out):
            window = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
            out[i, j] = np.tensordot(window, kernels, axes=3) + biases
    return out
