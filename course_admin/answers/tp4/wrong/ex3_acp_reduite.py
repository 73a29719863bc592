"""Standardised, not only centred."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_reduite"


def pca_reconstruct(X_train, X, n_components):
    mean, scale = np.mean(X_train, axis=0), np.std(X_train, axis=0)
    V = np.linalg.svd((X_train - mean) / scale, full_matrices=False)[2][:n_components]
    return ((X - mean) / scale) @ V.T @ V * scale + mean
