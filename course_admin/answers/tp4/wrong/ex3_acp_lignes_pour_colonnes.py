"""The eigenvectors are columns, and rows are taken."""

import numpy as np

EXERCISE = 3
MISTAKE = "acp_lignes_pour_colonnes"


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X_train, axis=0)
    values, vectors = np.linalg.eigh(np.cov(np.asarray(X_train, dtype=float).T))
    V = vectors[:, ::-1][:n_components]
    return mean + (X - mean) @ V.T @ V
