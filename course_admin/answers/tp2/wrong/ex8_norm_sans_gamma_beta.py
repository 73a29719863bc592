"""gamma and beta are left aside."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_sans_gamma_beta"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    return (a - a.mean(axis=0)) / np.sqrt(a.var(axis=0) + eps)
