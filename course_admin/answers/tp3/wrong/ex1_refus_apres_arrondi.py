"""Refuses where the formula gives less than one, but rounds towards zero first: one pixel short passes."""

EXERCISE = 1
MISTAKE = "noyau_non_refuse"


def conv_output_size(size, kernel, padding, stride):
    n = int((size - kernel + 2 * padding) / stride) + 1
    if n < 1:
        raise ValueError
    return n
