"""The floor of a quotient, as the slides write it."""

import math

EXERCISE = 1


def conv_output_size(size, kernel, padding, stride):
    room = size - kernel + 2 * padding
    if room < 0:
        raise ValueError(f"noyau {kernel} plus grand que {size} + 2 × {padding}")
    return math.floor(room / stride) + 1
