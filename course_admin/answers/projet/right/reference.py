"""The reference: defects mended, photographs brought to the light of their grey card, a plain logistic regression."""

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

PIEDS_PAR_METRE = 3.2808
ATTRIBUTS = ["altitude_m", "humidite_sol", "hauteur_m", "circonference_cm", "branches_cassees"]


def load_and_clean(folder):
    """The trees of a folder: table indexed by tree, images in the same order, labels (None where there are none)."""
    table = pd.read_csv(Path(folder) / "arbres.csv").drop_duplicates("arbre").set_index("arbre")
    table["circonference_cm"] = table["circonference_cm"].astype(float).mask(table["circonference_cm"] == -999)
    pieds = table["equipe"] == 3  # found by the audit: this team measures heights in feet
    table["hauteur_m"] = table["hauteur_m"].where(~pieds, table["hauteur_m"] / PIEDS_PAR_METRE)
    with np.load(Path(folder) / "photos.npz") as fichier:
        place = pd.Series(np.arange(len(fichier["arbre"])), index=fichier["arbre"])
        images = fichier["images"][place[table.index]]
    labels = table.pop("malade").to_numpy() if "malade" in table else None
    return table, images, labels


def build_features(table, images):
    """Attributes that mean the same everywhere, and how brown and how thin each crown is, (n, 10)."""
    attributs = table[ATTRIBUTS].astype(float).assign(sans_sonde=table["humidite_sol"].isna())
    attributs = attributs.fillna({"humidite_sol": 46.0, "circonference_cm": 115.0})
    mire = images[:, -5:-1, 1:5].mean(axis=(1, 2), keepdims=True)
    rouge, vert, bleu = np.moveaxis(images * (128.0 / np.maximum(mire, 1)), -1, 0)
    couronne = np.zeros((32, 32), dtype=bool)
    couronne[4:26] = True
    brun = ((rouge > vert + 8) & (rouge > bleu + 25) & couronne).mean(axis=(1, 2))
    feuilles = ((vert > rouge + 15) & (vert > bleu + 15) & couronne).mean(axis=(1, 2))
    vues = np.column_stack([brun, np.sqrt(brun), feuilles, brun / (brun + feuilles + 0.01)])
    return np.hstack([attributs.to_numpy(dtype=float), vues])


class Modele:
    """Features, scaling and regression in one object."""

    def __init__(self, regression):
        self.regression = regression

    def predict_proba(self, table, images):
        """P(healthy) and P(sick) of each tree, (n, 2)."""
        return self.regression.predict_proba(build_features(table, images))


def fit(table, images, labels):
    """A model that has learnt from these trees; no class weights, so that its probabilities can be averaged."""
    regression = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    return Modele(regression.fit(build_features(table, images), labels))
