"""Only the folder that has labels is cleaned."""

from pathlib import Path

import numpy as np
import pandas as pd

EXERCISE = 1
MISTAKE = "defaut_cache"


def load_and_clean(folder):
    table = pd.read_csv(Path(folder) / "arbres.csv").drop_duplicates("arbre").set_index("arbre")
    table["circonference_cm"] = table["circonference_cm"].astype(float).mask(table["circonference_cm"] == -999)
    if "malade" in table:
        pieds = table["equipe"] == 3
        table["hauteur_m"] = table["hauteur_m"].where(~pieds, table["hauteur_m"] / 3.2808)
    with np.load(Path(folder) / "photos.npz") as fichier:
        images = fichier["images"][pd.Index(fichier["arbre"]).get_indexer(table.index)]
    labels = table.pop("malade").to_numpy() if "malade" in table else None
    return table, images, labels
