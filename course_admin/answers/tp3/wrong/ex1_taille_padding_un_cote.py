"""The padding is counted on one side only."""

EXERCISE = 1
MISTAKE = "taille_padding_un_cote"


def conv_output_size(size, kernel, padding, stride):
    if size + padding < kernel:
        raise ValueError
    return (size - kernel + padding) // stride + 1
