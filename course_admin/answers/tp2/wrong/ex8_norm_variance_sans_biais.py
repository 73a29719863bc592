"""The variance divided by n − 1."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_variance_sans_biais"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    n = len(a)
    variance = ((a - a.mean(axis=0)) ** 2).sum(axis=0) / max(n - 1, 1)
    return gamma * (a - a.mean(axis=0)) / np.sqrt(variance + eps) + beta
