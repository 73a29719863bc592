"""Features keep their missing values; the median that replaces them is learnt in `fit`, with the rest of the model."""

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 2


def build_features(table, images):
    attributs = table[["altitude_m", "humidite_sol", "hauteur_m", "circonference_cm", "branches_cassees"]]
    mire = images[:, -5:-1, 1:5].mean(axis=(1, 2), keepdims=True)
    rouge, vert, bleu = np.moveaxis(images * (128.0 / np.maximum(mire, 1)), -1, 0)
    haut = slice(4, 26)
    brun = ((rouge > vert + 8) & (rouge > bleu + 25))[:, haut].mean(axis=(1, 2))
    feuilles = ((vert > rouge + 15) & (vert > bleu + 15))[:, haut].mean(axis=(1, 2))
    return np.column_stack([attributs.astype(float), brun, np.sqrt(brun), feuilles, brun / (brun + feuilles + 0.01)])


class Modele:
    def __init__(self, X, y):
        remplace = SimpleImputer(strategy="median", add_indicator=True)
        self.suite = make_pipeline(remplace, StandardScaler(), LogisticRegression(max_iter=2000)).fit(X, y)

    def predict_proba(self, table, images):
        return self.suite.predict_proba(build_features(table, images))


def fit(table, images, labels):
    return Modele(build_features(table, images), labels)
