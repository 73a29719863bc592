"""The input layer is given biases."""

EXERCISE = 3
MISTAKE = "parametres_biais_de_l_entree"


def count_parameters(layer_sizes):
    return sum(a * b for a, b in zip(layer_sizes[:-1], layer_sizes[1:], strict=True)) + sum(layer_sizes)
