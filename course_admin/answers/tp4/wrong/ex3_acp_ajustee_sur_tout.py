"""The PCA is fitted on X_train and X together."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_ajustee_sur_tout"


def pca_reconstruct(X_train, X, n_components):
    both = np.vstack([X_train, X])
    mean = both.mean(axis=0)
    V = np.linalg.svd(both - mean, full_matrices=False)[2][:n_components]
    return (X - mean) @ V.T @ V + mean
