"""relu(z) / z: right everywhere but in 0."""

import numpy as np

EXERCISE = 1


def relu_prime(z):
    z = np.asarray(z, dtype=float)
    with np.errstate(all="ignore"):
        return np.maximum(z, 0) / z
