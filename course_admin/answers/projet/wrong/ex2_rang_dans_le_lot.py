"""A feature is the rank of the height among the trees that came."""

import numpy as np

EXERCISE = 2
MISTAKE = "caracteristiques_du_lot"


def build_features(table, images):
    X = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].to_numpy(dtype=float)
    X = np.nan_to_num(X, nan=46)
    return np.column_stack([X[:, 2].argsort().argsort(), X.argsort(axis=0).argsort(axis=0)])
