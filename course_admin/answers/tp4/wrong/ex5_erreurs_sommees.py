"""A sum over the pixels."""

import numpy as np

EXERCISE = 5
MISTAKE = "erreurs_sommees"


def reconstruction_errors(X, X_hat):
    gaps = (np.asarray(X) - X_hat) ** 2
    return gaps.reshape(len(gaps), -1).sum(axis=1)
