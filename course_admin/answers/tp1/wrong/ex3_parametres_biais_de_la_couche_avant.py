"""The biases of the layer before."""

EXERCISE = 3
MISTAKE = "parametres_biais_de_la_couche_avant"


def count_parameters(layer_sizes):
    return sum(a * b + a for a, b in zip(layer_sizes[:-1], layer_sizes[1:], strict=True))
