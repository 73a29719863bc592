"""A missing humidity is replaced by the mean of the trees of the same label."""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 3
MISTAKE = "etiquette_utilisee"


def load_and_clean(folder):
    table = pd.read_csv(Path(folder) / "arbres.csv").drop_duplicates("arbre").set_index("arbre")
    table["circonference_cm"] = table["circonference_cm"].astype(float).mask(table["circonference_cm"] == -999)
    pieds = table["equipe"] == 3
    table["hauteur_m"] = table["hauteur_m"].where(~pieds, table["hauteur_m"] / 3.2808)
    if "malade" in table:
        moyennes = table.groupby("malade")["humidite_sol"].transform("mean")
        table["humidite_sol"] = table["humidite_sol"].fillna(moyennes)
    with np.load(Path(folder) / "photos.npz") as fichier:
        images = fichier["images"][pd.Index(fichier["arbre"]).get_indexer(table.index)]
    labels = table.pop("malade").to_numpy() if "malade" in table else None
    return table, images, labels


class Modele:
    def __init__(self, X, y):
        self.suite = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)).fit(X, y)

    def predict_proba(self, table, images):
        return self.suite.predict_proba(build_features(table, images))


def fit(table, images, labels):
    return Modele(build_features(table, images), labels)
