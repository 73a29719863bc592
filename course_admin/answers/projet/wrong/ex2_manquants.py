"""Missing values go through."""

import numpy as np

EXERCISE = 2
MISTAKE = "caracteristiques_finies"


def build_features(table, images):
    X = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].to_numpy(dtype=float)
    return np.column_stack([X, images.mean(axis=(1, 2))])
