"""X is projected without being centred, then the mean is added."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_projection_non_centree"


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X_train, axis=0)
    V = np.linalg.svd(X_train - mean, full_matrices=False)[2][:n_components]
    return X @ V.T @ V + mean
