"""The biases are counted by input planes."""

EXERCISE = 2
MISTAKE = "filtres_biais_de_l_entree"


def conv_parameters(kx, ky, in_channels, filters):
    return kx * ky * in_channels * filters + in_channels
