"""Missing values go through to a network, whose outputs are then missing too."""

import keras
import numpy as np

EXERCISE = 3
MISTAKE = "valeurs_manquantes"


def build_features(table, images):
    X = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].to_numpy(dtype=float)
    return np.column_stack([X / 100, images.mean(axis=(1, 2)) / 255]).astype("float32")


class Reseau:
    def __init__(self, X, y):
        self.modele = keras.Sequential([keras.Input((X.shape[1],)), keras.layers.Dense(1, activation="sigmoid")])
        self.modele.compile("adam", "binary_crossentropy")
        self.modele.fit(X, y, epochs=2, verbose=0)

    def predict_proba(self, table, images):
        malade = self.modele.predict(build_features(table, images), verbose=0)
        return np.hstack([1 - malade, malade])


def fit(table, images, labels):
    return Reseau(build_features(table, images), np.asarray(labels, dtype="float32"))
