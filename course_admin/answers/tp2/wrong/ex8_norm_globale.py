"""One mean and one variance for the whole batch."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_globale"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    return gamma * (a - a.mean()) / np.sqrt(a.var() + eps) + beta
