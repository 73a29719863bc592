"""No centring at all."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_sans_centrer"


def pca_reconstruct(X_train, X, n_components):
    V = np.linalg.svd(np.asarray(X_train, dtype=float), full_matrices=False)[2][:n_components]
    return X @ V.T @ V
