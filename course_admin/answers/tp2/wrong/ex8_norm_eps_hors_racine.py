"""eps is added to the deviation."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_eps_hors_racine"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    return gamma * (a - a.mean(axis=0)) / (a.std(axis=0) + eps) + beta
