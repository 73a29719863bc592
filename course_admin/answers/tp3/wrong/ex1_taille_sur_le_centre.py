"""Only what sticks out of the centre of the kernel is taken off."""

EXERCISE = 1
MISTAKE = "taille_sur_le_centre"


def conv_output_size(size, kernel, padding, stride):
    if size + 2 * padding < kernel:
        raise ValueError
    return (size - kernel // 2 + 2 * padding) // stride + 1
