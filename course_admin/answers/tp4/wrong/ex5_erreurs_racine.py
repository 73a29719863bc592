"""The root of the mean squared error."""

import numpy as np

EXERCISE = 5
MISTAKE = "erreurs_racine"


def reconstruction_errors(X, X_hat):
    gaps = (np.asarray(X) - X_hat) ** 2
    return np.sqrt(gaps.reshape(len(gaps), -1).mean(axis=1))
