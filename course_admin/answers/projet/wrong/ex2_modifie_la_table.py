"""The table of the caller is filled in place."""

import numpy as np

EXERCISE = 2
MISTAKE = "argument_modifie"


def build_features(table, images):
    table["humidite_sol"] = table["humidite_sol"].fillna(46.0)
    table["circonference_cm"] = table["circonference_cm"].fillna(115.0)
    X = table[["altitude_m", "humidite_sol", "hauteur_m", "circonference_cm", "branches_cassees"]].to_numpy(dtype=float)
    return np.column_stack([X, images.mean(axis=(1, 2))])
