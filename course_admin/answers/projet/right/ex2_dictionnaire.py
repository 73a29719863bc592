"""Features as a dictionary: attributes and mended photographs, which fit puts together."""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

EXERCISE = 2


def build_features(table, images):
    attributs = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].fillna({"humidite_sol": 46})
    mire = np.maximum(images[:, -5:-1, 1:5].mean(axis=(1, 2), keepdims=True), 1)
    photos = images * (128 / mire)
    rouge, vert, bleu = (photos[:, 4:26, :, k] for k in range(3))
    brun = ((rouge > vert + 8) & (rouge > bleu + 25)).mean(axis=(1, 2))
    feuilles = ((vert > rouge + 15) & (vert > bleu + 15)).mean(axis=(1, 2))
    return {"attributs": attributs.to_numpy(dtype=float), "photos": np.stack([brun, brun**0.5, feuilles], axis=1)}


class Deux:
    def fit(self, lots, labels):
        self.echelle = StandardScaler().fit(self.ensemble(lots))
        self.axes = PCA().fit(self.echelle.transform(self.ensemble(lots)))
        self.regression = LogisticRegression().fit(self.codes(lots), labels)
        return self

    def ensemble(self, lots):
        return np.hstack([lots["attributs"], lots["photos"]])

    def codes(self, lots):
        return self.axes.transform(self.echelle.transform(self.ensemble(lots)))

    def predict_proba(self, table, images):
        return self.regression.predict_proba(self.codes(build_features(table, images)))


def fit(table, images, labels):
    return Deux().fit(build_features(table, images), labels)
