"""One uniform draw after the other."""

import numpy as np

EXERCISE = 7


def dropout(a, rate, rng, training):
    out = np.array(a, dtype=float)
    if training:
        for index in np.ndindex(out.shape):
            if rng.uniform() < rate:
                out[index] = 0.0
            else:
                out[index] /= 1.0 - rate
    return out
