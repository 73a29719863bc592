"""The PCA is fitted on X."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_ajustee_sur_x"


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X, axis=0)
    V = np.linalg.svd(X - mean, full_matrices=False)[2][:n_components]
    return (X - mean) @ V.T @ V + mean
