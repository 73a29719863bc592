"""The number of steps between the places, not the number of places."""

EXERCISE = 1
MISTAKE = "taille_sans_plus_un"


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError
    return (size - kernel + 2 * padding) // stride
