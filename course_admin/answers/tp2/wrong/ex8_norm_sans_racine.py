"""Divided by the variance."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_sans_racine"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    return gamma * (a - a.mean(axis=0)) / (a.var(axis=0) + eps) + beta
