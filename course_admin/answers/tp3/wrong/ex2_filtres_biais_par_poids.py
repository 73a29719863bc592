"""A bias for each weight."""

EXERCISE = 2


def conv_parameters(kx, ky, in_channels, filters):
    return 2 * kx * ky * in_channels * filters
