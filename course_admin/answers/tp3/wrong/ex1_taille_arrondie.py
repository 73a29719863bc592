"""Rounded to the nearest."""

EXERCISE = 1
MISTAKE = "taille_arrondie"


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError
    return round((size - kernel + 2 * padding) / stride) + 1
