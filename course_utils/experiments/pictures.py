"""Pictures changed on purpose: shifted, turned, zoomed, tilted at random, smaller. Arrays (n, side, side, planes)."""

import numpy as np
from scipy import ndimage


def shifted(X, dy, dx):
    """Moved by (dy, dx) pixels, three at most; what leaves on one side is blank on the other."""
    side = X.shape[1]
    room = np.pad(X, ((0, 0), (3, 3), (3, 3), (0, 0)))
    return room[:, 3 - dy : 3 - dy + side, 3 - dx : 3 - dx + side]


def turned(X, angle):
    """Turned by `angle` degrees around their centre."""
    return ndimage.rotate(X, angle, axes=(1, 2), reshape=False, order=1)


def zoomed(X, factor):
    """Enlarged by `factor` around their centre; their size stays."""
    start = (X.shape[1] - 1) / 2 * (1 - 1 / factor)
    return ndimage.affine_transform(X, [1, 1 / factor, 1 / factor, 1], [0, start, start, 0], order=1)


def tilted(X, rng, degrees=25, pixels=2):
    """Each picture turned by up to ± `degrees` and moved by up to ± `pixels`, drawn anew."""
    middle = (X.shape[1] - 1) / 2
    out = np.empty_like(X)
    for i, image in enumerate(X):
        angle = np.radians(rng.uniform(-degrees, degrees))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        offset = middle - turn @ (middle + rng.uniform(-pixels, pixels, 2))
        for plane in range(X.shape[-1]):
            out[i, :, :, plane] = ndimage.affine_transform(image[:, :, plane], turn, offset, order=1)
    return out


def halved(X):
    """Half the side: the mean of each 2 × 2 square."""
    n, side, _, planes = X.shape
    return X.reshape(n, side // 2, 2, side // 2, 2, planes).mean(axis=(2, 4))
