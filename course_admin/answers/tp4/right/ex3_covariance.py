"""The eigenvectors of the covariance matrix, the largest eigenvalues first."""

import numpy as np

EXERCISE = 3


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X_train, axis=0)
    _, vectors = np.linalg.eigh(np.cov(np.asarray(X_train, dtype=float).T))
    V = vectors[:, ::-1][:, :n_components]
    return mean + (X - mean) @ (V @ V.T)
