"""Written for networks of three layers."""

EXERCISE = 3


def count_parameters(layer_sizes):
    a, b, c = layer_sizes
    return (a + 1) * b + (b + 1) * c
