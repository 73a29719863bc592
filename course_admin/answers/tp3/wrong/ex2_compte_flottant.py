"""A float, where a count is asked."""

import numpy as np

EXERCISE = 2
MISTAKE = "compte_flottant"


def conv_parameters(kx, ky, in_channels, filters):
    return np.prod([kx, ky, in_channels, filters], dtype=float) + filters
