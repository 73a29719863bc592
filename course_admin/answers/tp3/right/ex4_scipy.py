"""A maximum filter, then the centres that belong to whole windows."""

import numpy as np
from scipy.ndimage import maximum_filter

EXERCISE = 4


def max_pool2d(image, size, stride):
    image = np.asarray(image)
    H, W, _ = image.shape
    filtered = maximum_filter(
        image, size=(size, size, 1), origin=(-(size // 2), -(size // 2), 0) if size % 2 == 0 else 0
    )
    if size % 2 == 0:
        filtered = np.stack(
            [maximum_filter(image[:, :, c], size=size, origin=-(size // 2)) for c in range(image.shape[2])], axis=2
        )
        return filtered[0 : H - size + 1 : stride, 0 : W - size + 1 : stride]
    half = size // 2
    return filtered[half : half + H - size + 1 : stride, half : half + W - size + 1 : stride]
