"""One count a layer, not their sum."""

EXERCISE = 3


def count_parameters(layer_sizes):
    return [(a + 1) * b for a, b in zip(layer_sizes[:-1], layer_sizes[1:], strict=True)]
