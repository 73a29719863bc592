"""The padding is not counted."""

EXERCISE = 1
MISTAKE = "taille_padding_oublie"


def conv_output_size(size, kernel, padding, stride):
    if size < kernel:
        raise ValueError
    return (size - kernel) // stride + 1
