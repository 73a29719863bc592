"""A square kernel is taken for granted."""

EXERCISE = 2
MISTAKE = "filtres_noyau_carre"


def conv_parameters(kx, ky, in_channels, filters):
    return (kx * kx * in_channels + 1) * filters
