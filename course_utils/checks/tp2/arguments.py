"""What several exercises of TP2 share: the numbers that functions are called with, the sentences on any model."""

import numpy as np

CHAPTER = "le chapitre 4 (Différentes architectures)"


def numbers(*shape, start=1):
    """An array of round-looking numbers between −2 and 2 that repeats with `start`, all different."""
    flat = ((np.arange(np.prod(shape)) * 37 + start * 17) % 101) / 25.0 - 2.0
    return flat.reshape(shape)
