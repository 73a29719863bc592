"""Probabilities of 0 and 1: sure of itself where it should hesitate."""

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 3
MISTAKE = "trop_cher"


class Modele:
    def __init__(self, X, y, **options):
        self.m = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, **options)).fit(X, y)

    def predict_proba(self, table, images):
        return (self.m.predict_proba(build_features(table, images)) > 0.5).astype(float)


def fit(table, images, labels):
    return Modele(build_features(table, images), labels)
