"""Only the first layer is counted."""

EXERCISE = 3
MISTAKE = "parametres_premiere_couche"


def count_parameters(layer_sizes):
    return layer_sizes[1] * (layer_sizes[0] + 1)
