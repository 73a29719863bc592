"""The small matrix of scalar products, and one sample at a time."""

import numpy as np

EXERCISE = 3


def pca_reconstruct(X_train, X, n_components):
    mean = np.mean(X_train, axis=0)
    centred = X_train - mean
    values, vectors = np.linalg.eigh(centred @ centred.T)
    order = np.argsort(-values)[:n_components]
    axes = centred.T @ vectors[:, order]
    axes = axes / np.linalg.norm(axes, axis=0)
    rows = []
    for x in X:
        code = [np.dot(x - mean, axes[:, j]) for j in range(n_components)]
        rows.append(mean + sum(c * axes[:, j] for j, c in enumerate(code)))
    return np.array(rows)
