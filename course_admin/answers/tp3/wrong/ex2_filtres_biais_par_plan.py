"""A bias for each plane of each filter."""

EXERCISE = 2
MISTAKE = "filtres_biais_par_plan"


def conv_parameters(kx, ky, in_channels, filters):
    return (kx * ky + 1) * in_channels * filters
