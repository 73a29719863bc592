"""The mean over the samples."""

import numpy as np

EXERCISE = 5
MISTAKE = "erreurs_axe_0"


def reconstruction_errors(X, X_hat):
    return np.mean((np.asarray(X) - X_hat) ** 2, axis=0)
