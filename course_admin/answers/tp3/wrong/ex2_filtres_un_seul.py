"""The parameters of one filter."""

EXERCISE = 2
MISTAKE = "filtres_un_seul"


def conv_parameters(kx, ky, in_channels, filters):
    return kx * ky * in_channels + 1
