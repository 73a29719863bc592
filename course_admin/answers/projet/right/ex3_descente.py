"""A logistic regression by one's own gradient descent, in numpy."""

import numpy as np

EXERCISE = 3


class Neurone:
    def __init__(self, X, y):
        self.moyenne, self.ecart = X.mean(axis=0), X.std(axis=0) + 1e-9
        X = (X - self.moyenne) / self.ecart
        self.w, self.b = np.zeros(X.shape[1]), 0.0
        for _ in range(3000):
            erreur = self.sigmoide(X) - y
            self.w -= 0.3 * (X.T @ erreur / len(y) + 0.0005 * self.w)
            self.b -= 0.3 * erreur.mean()

    def sigmoide(self, X):
        return 1 / (1 + np.exp(-(X @ self.w + self.b)))

    def predict_proba(self, table, images):
        malade = self.sigmoide((build_features(table, images) - self.moyenne) / self.ecart)
        return np.stack([1 - malade, malade], axis=1)


def fit(table, images, labels):
    return Neurone(build_features(table, images), np.asarray(labels, dtype=float))
