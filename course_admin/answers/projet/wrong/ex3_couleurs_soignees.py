"""A careful regression on the attributes and the mean colour of the crown: all points but the last of the cost."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 3
MISTAKE = "couleur_moyenne"

NOMS = ["altitude_m", "humidite_sol", "hauteur_m", "circonference_cm", "branches_cassees"]


def entrees(table, images):
    attributs = table[NOMS].astype(float).fillna({"humidite_sol": 46.0, "circonference_cm": 115.0})
    mire = np.maximum(images[:, -5:-1, 1:5].mean(axis=(1, 2)), 1)
    return np.column_stack([attributs, images[:, 6:20, 10:22].mean(axis=(1, 2)) * 128 / mire])


class Modele:
    def __init__(self, suite):
        self.suite = suite

    def predict_proba(self, table, images):
        return self.suite.predict_proba(entrees(table, images))


def fit(table, images, labels):
    suite = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    return Modele(suite.fit(entrees(table, images), labels))
