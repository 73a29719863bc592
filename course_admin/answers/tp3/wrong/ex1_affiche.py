"""Prints the result."""

EXERCISE = 1
MISTAKE = "sans_return"


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError
    print((size - kernel + 2 * padding) // stride + 1)
