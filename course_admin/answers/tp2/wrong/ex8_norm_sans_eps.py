"""eps is left aside."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_sans_eps"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    deviation = a.std(axis=0)
    return gamma * (a - a.mean(axis=0)) / np.where(deviation > 0, deviation, 1) + beta
