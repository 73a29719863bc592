"""Windows and einsum for the kernels; the image's gradient shifted element by element of the kernel."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

EXERCISE = 5


def conv2d_backward(d_out, image, kernels, padding=0, stride=1):
    H, W, C = image.shape
    kh, kw = kernels.shape[:2]
    padded = np.pad(image, ((padding, padding), (padding, padding), (0, 0)))
    windows = sliding_window_view(padded, (kh, kw), axis=(0, 1))[::stride, ::stride]
    d_kernels = np.einsum("ijcuv,ijf->uvcf", windows, d_out)
    d_padded = np.zeros(padded.shape)
    n, m = d_out.shape[:2]
    for u in range(kh):
        for v in range(kw):
            d_padded[u : u + n * stride : stride, v : v + m * stride : stride][:n, :m] += d_out @ kernels[u, v].T
    return [d_padded[padding : H + padding, padding : W + padding], d_kernels, d_out.sum(axis=(0, 1))]
