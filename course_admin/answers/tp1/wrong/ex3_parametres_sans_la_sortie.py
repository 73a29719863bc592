"""The output layer is left out."""

EXERCISE = 3
MISTAKE = "parametres_sans_la_sortie"


def count_parameters(layer_sizes):
    return sum(a * b + b for a, b in list(zip(layer_sizes[:-1], layer_sizes[1:], strict=True))[:-1])
