"""The stride is not used."""

import numpy as np

EXERCISE = 3
MISTAKE = "conv_pas_oublie"


def conv2d(image, kernels, biases, padding=0, stride=1):
    image, kernels = np.asarray(image, dtype=float), np.asarray(kernels, dtype=float)
    padded = np.pad(image, ((padding, padding), (padding, padding), (0, 0)))
    kh, kw, _, filters = kernels.shape
    if kh > padded.shape[0] or kw > padded.shape[1]:
        raise ValueError("le noyau ne tient pas dans l’image")
    H_out = (padded.shape[0] - kh) + 1
    W_out = (padded.shape[1] - kw) + 1
    out = np.zeros((H_out, W_out, filters))
    for i in range(H_out):
        for j in range(W_out):
            window = padded[i : i + kh, j : j + kw]
            out[i, j] = np.tensordot(window, kernels, axes=3) + biases
    return out
