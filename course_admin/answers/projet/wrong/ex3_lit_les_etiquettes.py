"""The labels are read from the file again, whatever was given."""

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 3
MISTAKE = "etiquettes_d_ailleurs"


class Modele:
    def __init__(self, m):
        self.m = m

    def predict_proba(self, table, images):
        return self.m.predict_proba(build_features(table, images))


def fit(table, images, labels):
    table, images, labels = load_and_clean("donnees/etiquetees")
    m = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    return Modele(m.fit(build_features(table, images), labels))
