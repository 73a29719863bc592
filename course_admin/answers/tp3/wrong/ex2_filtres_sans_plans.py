"""The input's planes are forgotten."""

EXERCISE = 2
MISTAKE = "filtres_sans_plans"


def conv_parameters(kx, ky, in_channels, filters):
    return (kx * ky + 1) * filters
