"""The length of a range; refuses what has none, and a stride of zero."""

EXERCISE = 1


def conv_output_size(size, kernel, padding, stride):
    if stride < 1:
        raise ValueError("le pas est au moins 1")
    n = len(range(0, size + 2 * padding - kernel + 1, stride))
    if not n:
        raise ValueError("aucune position")
    return n
