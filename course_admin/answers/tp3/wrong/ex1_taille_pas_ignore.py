"""The stride is not used."""

EXERCISE = 1
MISTAKE = "taille_pas_ignore"


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError
    return size - kernel + 2 * padding + 1
