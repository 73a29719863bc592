"""Nested lists turned into an array at the end, the type of the image kept."""

import numpy as np

EXERCISE = 4


def max_pool2d(image, size, stride):
    image = np.asarray(image)
    rows = range(0, image.shape[0] - size + 1, stride)
    columns = range(0, image.shape[1] - size + 1, stride)
    return np.array([[image[i : i + size, j : j + size].max(axis=(0, 1)) for j in columns] for i in rows])
