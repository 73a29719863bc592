"""Full convolutions and correlations of a picture spread out by the stride."""

import numpy as np
from scipy import signal

EXERCISE = 5


def conv2d_backward(d_out, image, kernels, padding=0, stride=1):
    d_out, image, kernels = np.asarray(d_out, float), np.asarray(image, float), np.asarray(kernels, float)
    H, W, C = image.shape
    kh, kw, _, F = kernels.shape
    padded = np.pad(image, ((padding, padding), (padding, padding), (0, 0)))
    spread = np.zeros((padded.shape[0] - kh + 1, padded.shape[1] - kw + 1, F))
    spread[::stride, ::stride] = d_out
    d_padded, d_kernels = np.zeros(padded.shape), np.zeros(kernels.shape)
    for f in range(F):
        for c in range(C):
            d_kernels[:, :, c, f] = signal.correlate2d(padded[:, :, c], spread[:, :, f], mode="valid")
            d_padded[:, :, c] += signal.convolve2d(spread[:, :, f], kernels[:, :, c, f], mode="full")
    d_biases = d_out.reshape(-1, F).sum(axis=0)
    return d_padded[padding : padding + H, padding : padding + W], d_kernels, d_biases
