"""Features as a table of attributes, the colours by loops over the photographs."""

import numpy as np
import pandas as pd

EXERCISE = 2


def build_features(table, images):
    lignes = []
    for (_, arbre), image in zip(table.iterrows(), images):
        mire = image[-5:-1, 1:5].reshape(-1, 3).mean(axis=0)
        image = image / np.maximum(mire, 1) * 128
        rouge, vert, bleu = image[4:26].reshape(-1, 3).T
        brun = np.mean((rouge > vert + 8) & (rouge > bleu + 25))
        feuilles = np.mean((vert > rouge + 15) & (vert > bleu + 15))
        humidite = 46 if pd.isna(arbre["humidite_sol"]) else arbre["humidite_sol"]
        attributs = [arbre["altitude_m"] / 1000, humidite / 100, arbre["hauteur_m"] / 20, arbre["branches_cassees"]]
        lignes.append([*attributs, brun, brun**0.5, brun / (brun + feuilles + 0.01), feuilles])
    return pd.DataFrame(lignes, index=table.index)
