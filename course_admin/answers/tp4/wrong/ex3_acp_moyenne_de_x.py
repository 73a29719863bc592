"""X is centred with its own mean, which is added back."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_moyenne_de_x"


def pca_reconstruct(X_train, X, n_components):
    V = np.linalg.svd(X_train - np.mean(X_train, axis=0), full_matrices=False)[2][:n_components]
    mean = np.mean(X, axis=0)
    return (X - mean) @ V.T @ V + mean
