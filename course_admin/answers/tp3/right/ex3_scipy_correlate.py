"""scipy's correlation, plane by plane, then every stride-th value."""

import numpy as np
from scipy import signal

EXERCISE = 3


def conv2d(image, kernels, biases, padding=0, stride=1):
    image, kernels = np.asarray(image, dtype=float), np.asarray(kernels, dtype=float)
    padded = np.pad(image, ((padding, padding), (padding, padding), (0, 0)))
    if kernels.shape[0] > padded.shape[0] or kernels.shape[1] > padded.shape[1]:
        raise ValueError("noyau trop grand")
    maps = []
    for f in range(kernels.shape[3]):
        planes = [
            signal.correlate2d(padded[:, :, c], kernels[:, :, c, f], mode="valid") for c in range(padded.shape[2])
        ]
        maps.append(sum(planes)[::stride, ::stride] + biases[f])
    return np.stack(maps, axis=-1)
