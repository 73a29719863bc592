"""A float."""

EXERCISE = 3
MISTAKE = "compte_flottant"


def count_parameters(layer_sizes):
    return float(sum(a * b + b for a, b in zip(layer_sizes[:-1], layer_sizes[1:], strict=True)))
