"""One bias for the whole layer."""

EXERCISE = 2
MISTAKE = "filtres_un_seul_biais"


def conv_parameters(kx, ky, in_channels, filters):
    return kx * ky * in_channels * filters + 1
