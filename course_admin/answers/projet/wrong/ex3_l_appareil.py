"""The device that took the photograph tells all, where guides chose it."""

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 3
MISTAKE = "trop_cher"


class Modele:
    def __init__(self, X, y, **options):
        self.m = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000, **options)).fit(X, y)

    def predict_proba(self, table, images):
        return self.m.predict_proba((table[["appareil"]] == "B").to_numpy(dtype=float))


def fit(table, images, labels):
    return Modele((table[["appareil"]] == "B").to_numpy(dtype=float), labels)
