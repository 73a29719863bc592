"""relu sets the negative entries of its argument to 0, in place."""

import numpy as np

EXERCISE = 1
MISTAKE = "argument_modifie"


def relu(z):
    z = np.asarray(z)
    if z.ndim == 0:
        return max(z, 0)
    z[z < 0] = 0
    return z
