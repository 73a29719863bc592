"""The unit of team 3 guessed from the data: how much taller its trees seem for their circumference."""

from pathlib import Path

import numpy as np
import pandas as pd

EXERCISE = 1


def load_and_clean(folder):
    table = pd.read_csv(Path(folder) / "arbres.csv").drop_duplicates("arbre").set_index("arbre")
    table["circonference_cm"] = table["circonference_cm"].astype(float).replace(-999, np.nan)
    elancement = (table["hauteur_m"] / table["circonference_cm"]).groupby(table["equipe"]).median()
    autres = elancement.drop(3).median()
    table.loc[table["equipe"] == 3, "hauteur_m"] /= elancement[3] / autres
    table["circonference_cm"] = table["circonference_cm"].fillna(8.5 * table["hauteur_m"])
    with np.load(Path(folder) / "photos.npz") as fichier:
        images = fichier["images"][pd.Index(fichier["arbre"]).get_indexer(table.index)]
    labels = table.pop("malade").to_numpy() if "malade" in table else None
    return table, images, labels
