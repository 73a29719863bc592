"""What several exercises of TP4 share: the numbers that functions are called with, the tolerance."""

import numpy as np

CHAPTER = "le chapitre 6 (AutoEncodeurs)"

# Keras computes in single precision: what it gives is compared to four digits.
LOOSE = {"rtol": 1e-4, "atol": 1e-5, "single_precision": True}


def values(*shape, start=1.0):
    """Fixed numbers between −2 and 2 with two decimals, without a pattern: arguments that anybody can recompute."""
    k = np.arange(np.prod(shape))
    return np.round(2 * np.sin(start + 1.7 * k + 0.37 * k**2), 2).reshape(shape)
