"""A true division makes a float of the count."""

EXERCISE = 3
MISTAKE = "compte_flottant"


def count_parameters(layer_sizes):
    return sum(2 * (a + 1) * b for a, b in zip(layer_sizes[:-1], layer_sizes[1:], strict=True)) / 2
