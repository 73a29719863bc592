"""gamma multiplies beta too."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_beta_avant_gamma"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    return gamma * ((a - a.mean(axis=0)) / np.sqrt(a.var(axis=0) + eps) + beta)
