"""Normalised along each row."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_par_exemple"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    return gamma * (a - a.mean(axis=1, keepdims=True)) / np.sqrt(a.var(axis=1, keepdims=True) + eps) + beta
