"""The biases are forgotten."""

EXERCISE = 3
MISTAKE = "parametres_sans_biais"


def count_parameters(layer_sizes):
    return sum(a * b for a, b in zip(layer_sizes[:-1], layer_sizes[1:], strict=True))
