"""Another exception than the one that is asked."""

EXERCISE = 1
MISTAKE = "mauvaise_exception"


def conv_output_size(size, kernel, padding, stride):
    assert kernel <= size + 2 * padding, "le noyau ne tient pas"
    return (size - kernel + 2 * padding) // stride + 1
