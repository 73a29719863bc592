"""The norm of the gap."""

import numpy as np

EXERCISE = 5


def reconstruction_errors(X, X_hat):
    gaps = np.asarray(X) - np.asarray(X_hat)
    return np.linalg.norm(gaps.reshape(len(gaps), -1), axis=1)
