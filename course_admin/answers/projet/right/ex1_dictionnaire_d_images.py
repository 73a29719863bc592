"""Rows gathered by tree, photographs by a dictionary, the unit of heights found from the girth of each team."""

import os

import numpy as np
import pandas as pd

EXERCISE = 1


def load_and_clean(folder):
    brut = pd.read_csv(os.path.join(folder, "arbres.csv"))
    table = brut.groupby("arbre", sort=False).first()
    table["circonference_cm"] = table["circonference_cm"].where(table["circonference_cm"] > 0)
    for equipe, lignes in table.groupby("equipe"):
        rapport = (lignes["circonference_cm"] / lignes["hauteur_m"]).median()
        if rapport < 5:  # a trunk three times too thin: the heights are in feet
            table.loc[table["equipe"] == equipe, "hauteur_m"] *= 0.3048
    archive = np.load(os.path.join(folder, "photos.npz"))
    photo = {nom: image for nom, image in zip(archive["arbre"], archive["images"])}
    images = np.array([photo[nom] for nom in table.index], dtype="uint8")
    labels = None
    if "malade" in table.columns:
        labels = table["malade"].astype(int)
        table = table.drop(columns=["malade"])
    return table, images, labels
