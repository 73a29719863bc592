"""The features of all the trees in one row: their means."""

import numpy as np

EXERCISE = 2
MISTAKE = "caracteristiques_lignes"


def build_features(table, images):
    return np.append(table[["altitude_m", "hauteur_m", "branches_cassees"]].mean(), images.mean(axis=(0, 1, 2)))
