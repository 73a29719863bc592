"""The mean colours of the photographs, taken for granted: light, tint and device count as illness."""

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 3
MISTAKE = "trop_cher"


class Modele:
    def __init__(self, X, y, **options):
        self.m = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, **options)).fit(X, y)

    def predict_proba(self, table, images):
        return self.m.predict_proba(images.mean(axis=(1, 2)))


def fit(table, images, labels):
    return Modele(images.mean(axis=(1, 2)), labels)
