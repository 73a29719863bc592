"""np.where computes both branches, the one that overflows too."""

import numpy as np

EXERCISE = 1
MISTAKE = "debordement"


def sigmoid(z):
    z = np.asarray(z, dtype=float)
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))
