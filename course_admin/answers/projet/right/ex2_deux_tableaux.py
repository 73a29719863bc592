"""Features in two arrays, attributes and mended photographs, put together by a regression of one's own."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

EXERCISE = 2


def build_features(table, images):
    humidite = table["humidite_sol"].fillna(46)
    attributs = np.c_[table["altitude_m"], humidite, table["hauteur_m"], table["branches_cassees"]]
    lumiere = np.maximum(images[:, 27:31, 1:5].mean(axis=(1, 2)), 1)
    return attributs, images / lumiere[:, None, None, :]


class Somme:
    def __init__(self, features, labels):
        self.echelle = StandardScaler()
        self.regression = LogisticRegression().fit(self.echelle.fit_transform(self.colonnes(*features)), labels)

    @staticmethod
    def colonnes(attributs, photos):
        rouge, vert, bleu = photos[:, 4:26, :, 0], photos[:, 4:26, :, 1], photos[:, 4:26, :, 2]
        brun = np.mean((rouge > vert + 0.06) & (rouge > bleu + 0.2), axis=(1, 2))
        feuilles = np.mean((vert > rouge + 0.12) & (vert > bleu + 0.12), axis=(1, 2))
        return np.c_[attributs, brun, np.sqrt(brun), feuilles]

    def predict_proba(self, table, images):
        return self.regression.predict_proba(self.echelle.transform(self.colonnes(*build_features(table, images))))


def fit(table, images, labels):
    return Somme(build_features(table, images), labels)
