"""The last axis alone."""

import numpy as np

EXERCISE = 5
MISTAKE = "erreurs_dernier_axe"


def reconstruction_errors(X, X_hat):
    return np.mean((np.asarray(X) - X_hat) ** 2, axis=-1)
