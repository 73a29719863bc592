"""Refuses a kernel of just the size of the image."""

EXERCISE = 1


def conv_output_size(size, kernel, padding, stride):
    if kernel >= size + 2 * padding:
        raise ValueError
    return (size - kernel + 2 * padding) // stride + 1
