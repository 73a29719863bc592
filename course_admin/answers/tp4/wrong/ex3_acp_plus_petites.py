"""The smallest eigenvalues come first."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_plus_petites"


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X_train, axis=0)
    V = np.linalg.eigh(np.cov(np.asarray(X_train, dtype=float).T))[1][:, :n_components]
    return mean + (X - mean) @ V @ V.T
