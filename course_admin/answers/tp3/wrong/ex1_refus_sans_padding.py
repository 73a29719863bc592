"""Refuses a kernel larger than the image even where the padding makes room for it."""

EXERCISE = 1


def conv_output_size(size, kernel, padding, stride):
    if kernel > size:
        raise ValueError
    return (size - kernel + 2 * padding) // stride + 1
