"""The mean is not taken away."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_non_centree"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    return gamma * a / np.sqrt(a.var(axis=0) + eps) + beta
