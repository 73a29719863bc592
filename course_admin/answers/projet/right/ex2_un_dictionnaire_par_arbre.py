"""Features as a dict a tree, which a vectorizer inside the model turns into columns."""

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 2


def build_features(table, images):
    mire = images[:, -5:-1, 1:5].mean(axis=(1, 2), keepdims=True)
    rouge, vert, bleu = np.moveaxis(images * (128.0 / np.maximum(mire, 1)), -1, 0)
    brun = ((rouge > vert + 8) & (rouge > bleu + 25))[:, 4:26].mean(axis=(1, 2))
    feuilles = ((vert > rouge + 15) & (vert > bleu + 15))[:, 4:26].mean(axis=(1, 2))
    attributs = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].astype(float)
    attributs["humidite_sol"] = attributs["humidite_sol"].fillna(46.0)
    vues = {"brun": brun, "racine": np.sqrt(brun), "feuilles": feuilles, "part": brun / (brun + feuilles + 0.01)}
    return attributs.assign(**vues).to_dict("records")


class Modele:
    def __init__(self, X, y):
        colonnes = DictVectorizer(sparse=False)
        self.suite = make_pipeline(colonnes, StandardScaler(), LogisticRegression(max_iter=2000)).fit(X, y)

    def predict_proba(self, table, images):
        return self.suite.predict_proba(build_features(table, images))


def fit(table, images, labels):
    return Modele(build_features(table, images), labels)
