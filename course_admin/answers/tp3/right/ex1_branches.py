"""Counts the places where the kernel can be put, one by one."""

EXERCISE = 1


def conv_output_size(size, kernel, padding, stride):
    places, start = 0, -padding
    while start + kernel <= size + padding:
        places += 1
        start += stride
    if places == 0:
        raise ValueError("le noyau ne tient pas dans l’image")
    return places
