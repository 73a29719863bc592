"""One column of seven is centred with the mean of whatever comes."""

import numpy as np

EXERCISE = 2
MISTAKE = "caracteristiques_du_lot"


def build_features(table, images):
    attributs = table[["altitude_m", "humidite_sol", "hauteur_m", "branches_cassees"]].astype(float)
    attributs["humidite_sol"] = attributs["humidite_sol"].fillna(46) - attributs["humidite_sol"].mean()
    return np.hstack([attributs.to_numpy(), images.mean(axis=(1, 2))])
