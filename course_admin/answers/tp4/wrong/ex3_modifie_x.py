"""X is centred in place."""

import numpy as np

EXERCISE = 3
MISTAKE = "argument_modifie"


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X_train, axis=0)
    V = np.linalg.svd(X_train - mean, full_matrices=False)[2][:n_components]
    X -= mean
    return X @ V.T @ V + mean
