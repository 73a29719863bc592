"""Features are standardised with the statistics of whatever comes."""

import numpy as np

EXERCISE = 2
MISTAKE = "caracteristiques_du_lot"


def build_features(table, images):
    X = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].to_numpy(dtype=float)
    X = np.nan_to_num(X, nan=46)
    return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-9)
