"""The batch is centred in place."""

import numpy as np

EXERCISE = 8
MISTAKE = "argument_modifie"


def batch_norm(a, gamma, beta, eps):
    if a.dtype.kind != "f":
        a = a.astype(float)
    a -= a.mean(axis=0)
    return gamma * a / np.sqrt(a.var(axis=0) + eps) + beta
