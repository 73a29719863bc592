"""The sizes of the arrays themselves."""

import numpy as np

EXERCISE = 2


def conv_parameters(kx, ky, in_channels, filters):
    return np.zeros((kx, ky, in_channels, filters)).size + np.zeros(filters).size
