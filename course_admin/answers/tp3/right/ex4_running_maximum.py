"""The maximum of shifted pictures, from minus infinity on."""

import numpy as np

EXERCISE = 4


def max_pool2d(image, size, stride):
    image = np.asarray(image, dtype=float)
    H, W, C = image.shape
    tall, wide = H - size + 1, W - size + 1
    out = np.full((len(range(0, tall, stride)), len(range(0, wide, stride)), C), -np.inf)
    for u in range(size):
        for v in range(size):
            out = np.maximum(out, image[u : u + tall : stride, v : v + wide : stride])
    return out
