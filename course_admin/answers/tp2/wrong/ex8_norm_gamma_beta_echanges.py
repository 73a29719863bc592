"""beta multiplies, gamma is added."""

import numpy as np

EXERCISE = 8
MISTAKE = "norm_gamma_beta_echanges"


def batch_norm(a, gamma, beta, eps):
    a = np.asarray(a, dtype=float)
    return beta * (a - a.mean(axis=0)) / np.sqrt(a.var(axis=0) + eps) + gamma
