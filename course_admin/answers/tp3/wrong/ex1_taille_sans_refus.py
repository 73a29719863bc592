"""The formula alone: a kernel that does not fit gives zero or less."""

EXERCISE = 1
MISTAKE = "noyau_non_refuse"


def conv_output_size(size, kernel, padding, stride):
    return (size - kernel + 2 * padding) // stride + 1
