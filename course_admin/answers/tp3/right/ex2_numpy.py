"""A product by numpy."""

import numpy as np

EXERCISE = 2


def conv_parameters(kx, ky, in_channels, filters):
    return np.prod([kx, ky, in_channels, filters]) + filters
