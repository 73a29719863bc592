"""Only P(sick) is given."""

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 3
MISTAKE = "proba_forme"


class Modele:
    def __init__(self, X, y, **options):
        self.m = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, **options)).fit(X, y)

    def predict_proba(self, table, images):
        return self.m.predict_proba(build_features(table, images))[:, 1]


def fit(table, images, labels):
    return Modele(build_features(table, images), labels)
