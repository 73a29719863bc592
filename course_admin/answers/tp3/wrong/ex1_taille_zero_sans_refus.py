"""No place is told as a zero."""

EXERCISE = 1
MISTAKE = "noyau_non_refuse"


def conv_output_size(size, kernel, padding, stride):
    return max(0, (size - kernel + 2 * padding) // stride + 1)
