"""Exactly the right number of elements, drawn without replacement."""

import numpy as np

EXERCISE = 7
MISTAKE = "nombre_fixe"


def dropout(a, rate, rng, training):
    a = np.array(a, dtype=float)
    if not training:
        return a
    off = rng.choice(a.size, size=round(rate * a.size), replace=False)
    a.reshape(-1)[off] = 0
    return a / (1 - rate)
