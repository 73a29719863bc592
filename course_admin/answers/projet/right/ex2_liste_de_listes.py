"""Features as a list of rows, each a list of numbers."""

import numpy as np

EXERCISE = 2


def build_features(table, images):
    mire = np.maximum(images[:, -5:-1, 1:5].mean(axis=(1, 2), keepdims=True), 1)
    lignes = []
    for (_, arbre), image in zip(table.iterrows(), images * (128.0 / mire), strict=True):
        rouge, vert, bleu = image[4:26].reshape(-1, 3).T
        brun = float(np.mean((rouge > vert + 8) & (rouge > bleu + 25)))
        feuilles = float(np.mean((vert > rouge + 15) & (vert > bleu + 15)))
        humidite = 46.0 if arbre["humidite_sol"] != arbre["humidite_sol"] else float(arbre["humidite_sol"])
        mesures = [float(arbre[nom]) for nom in ("altitude_m", "hauteur_m", "branches_cassees")]
        lignes.append([*mesures, humidite, brun, brun**0.5, feuilles, brun / (brun + feuilles + 0.01)])
    return lignes
