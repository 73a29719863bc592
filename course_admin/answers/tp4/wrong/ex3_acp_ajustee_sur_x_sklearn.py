"""fit_transform on X: the axes forget X_train."""

from sklearn.decomposition import PCA

EXERCISE = 3


def pca_reconstruct(X_train, X, n_components):
    pca = PCA(min(n_components, len(X)))
    pca.fit(X_train)
    return pca.inverse_transform(pca.fit_transform(X))
