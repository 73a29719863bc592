"""Six loops and a sum."""

import numpy as np

EXERCISE = 3


def conv2d(image, kernels, biases, padding=0, stride=1):
    H, W, C = image.shape
    kh, kw, _, F = kernels.shape
    if kh > H + 2 * padding or kw > W + 2 * padding:
        raise ValueError("le noyau ne tient pas dans l’image")
    H_out = (H + 2 * padding - kh) // stride + 1
    W_out = (W + 2 * padding - kw) // stride + 1
    out = np.zeros((H_out, W_out, F))
    for f in range(F):
        for i in range(H_out):
            for j in range(W_out):
                total = biases[f]
                for u in range(kh):
                    for v in range(kw):
                        y, x = i * stride + u - padding, j * stride + v - padding
                        if 0 <= y < H and 0 <= x < W:
                            for c in range(C):
                                total += image[y, x, c] * kernels[u, v, c, f]
                out[i, j, f] = total
    return out
