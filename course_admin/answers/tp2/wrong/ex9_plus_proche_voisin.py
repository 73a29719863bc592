"""The nearest neighbour alone: it learns the noise of the labels by heart."""

from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 9
MISTAKE = "seuil_2"


class Probabilites:
    def __init__(self, pipeline):
        self.pipeline = pipeline

    def predict(self, X):
        return 0.05 + 0.9 * self.pipeline.predict_proba(X)[:, 1]


def best_model(X_train, y_train):
    return Probabilites(make_pipeline(StandardScaler(), KNeighborsClassifier(1)).fit(X_train, y_train))
