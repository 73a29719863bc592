"""A text."""

EXERCISE = 3


def count_parameters(layer_sizes):
    return str(sum((a + 1) * b for a, b in zip(layer_sizes[:-1], layer_sizes[1:], strict=True)))
