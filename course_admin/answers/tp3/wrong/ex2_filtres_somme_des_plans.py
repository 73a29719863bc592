"""The planes are added where they multiply."""

EXERCISE = 2
MISTAKE = "filtres_somme_des_plans"


def conv_parameters(kx, ky, in_channels, filters):
    return (kx * ky + in_channels + 1) * filters
