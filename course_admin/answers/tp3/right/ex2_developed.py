"""Weights on one side, biases on the other."""

EXERCISE = 2


def conv_parameters(kx, ky, in_channels, filters):
    weights = kx * ky * in_channels * filters
    biases = filters
    return weights + biases
