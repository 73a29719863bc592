"""The table is sorted once the labels are taken out."""

from pathlib import Path

import numpy as np
import pandas as pd

EXERCISE = 1
MISTAKE = "etiquettes_melangees"


def load_and_clean(folder):
    table = pd.read_csv(Path(folder) / "arbres.csv").drop_duplicates("arbre").set_index("arbre")
    table["circonference_cm"] = table["circonference_cm"].astype(float).mask(table["circonference_cm"] == -999)
    table["hauteur_m"] = table["hauteur_m"].mask(table["equipe"] == 3, table["hauteur_m"] / 3.2808)
    labels = table.pop("malade").to_numpy() if "malade" in table else None
    table = table.sort_index()
    with np.load(Path(folder) / "photos.npz") as fichier:
        images = fichier["images"][pd.Index(fichier["arbre"]).get_indexer(table.index)]
    return table, images, labels
