"""Missing values are replaced by the median of whatever comes."""

import numpy as np

EXERCISE = 2
MISTAKE = "caracteristiques_du_lot"


def build_features(table, images):
    attributs = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].astype(float)
    attributs = attributs.fillna(attributs.median())
    return np.hstack([attributs.to_numpy(), images.mean(axis=(1, 2))])
