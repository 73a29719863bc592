"""X_train comes back, not X."""

import numpy as np

EXERCISE = 3


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X_train, axis=0)
    V = np.linalg.svd(X_train - mean, full_matrices=False)[2][:n_components]
    return (X_train - mean) @ V.T @ V + mean
