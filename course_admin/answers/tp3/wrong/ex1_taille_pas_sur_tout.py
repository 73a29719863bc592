"""The one is divided by the stride too."""

EXERCISE = 1
MISTAKE = "taille_pas_sur_tout"


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError
    return (size - kernel + 2 * padding + 1) // stride
