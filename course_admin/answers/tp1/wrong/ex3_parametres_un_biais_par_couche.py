"""One bias a layer."""

EXERCISE = 3
MISTAKE = "parametres_un_biais_par_couche"


def count_parameters(layer_sizes):
    return sum(a * b + 1 for a, b in zip(layer_sizes[:-1], layer_sizes[1:], strict=True))
