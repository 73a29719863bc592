"""The biases are forgotten."""

EXERCISE = 2
MISTAKE = "filtres_sans_biais"


def conv_parameters(kx, ky, in_channels, filters):
    return kx * ky * in_channels * filters
