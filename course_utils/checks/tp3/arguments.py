"""What several exercises of TP3 call functions with: anybody can recompute these numbers."""

import numpy as np

CHAPTER = "le chapitre 5 (Réseaux de neurones convolutifs)"


def numbers_like(*shape, start=1.0):
    """Fixed numbers between −2 and 2 with two decimals, no two alike in a row: arguments that anybody can recompute."""
    return np.round(2 * np.sin(start + 1.7 * np.arange(np.prod(shape))), 2).reshape(shape)


# Small integers, as the pixels of a picture are.
PIXELS = np.array([[[12], [0], [7], [3]], [[5], [9], [1], [0]], [[2], [2], [8], [4]], [[6], [0], [3], [11]]])
