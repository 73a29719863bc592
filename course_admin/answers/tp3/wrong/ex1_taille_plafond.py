"""Rounded up: the last place sticks out."""

import math

EXERCISE = 1
MISTAKE = "taille_plafond"


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError
    return math.ceil((size - kernel + 2 * padding) / stride) + 1
