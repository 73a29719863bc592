"""Missing values go through to a model that takes none."""

import numpy as np
from sklearn.linear_model import LogisticRegression

EXERCISE = 3
MISTAKE = "valeurs_manquantes"


def build_features(table, images):
    X = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].to_numpy(dtype=float)
    return np.column_stack([X, images.mean(axis=(1, 2))])


class Modele:
    def __init__(self, X, y):
        self.regression = LogisticRegression(max_iter=5000).fit(X, y)

    def predict_proba(self, table, images):
        return self.regression.predict_proba(build_features(table, images))


def fit(table, images, labels):
    return Modele(build_features(table, images), labels)
