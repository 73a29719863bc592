"""Whitened codes, brought back as if they were not."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_blanchie"


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X_train, axis=0)
    _, scale, V = np.linalg.svd(X_train - mean, full_matrices=False)
    V, scale = V[:n_components], scale[:n_components] / np.sqrt(len(X_train) - 1)
    return (X - mean) @ V.T / scale @ V + mean
