"""Logits instead of probabilities."""

import numpy as np
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

EXERCISE = 9
MISTAKE = "pas_des_probabilites"


class Modele:
    def __init__(self, pipeline):
        self.pipeline = pipeline

    def predict(self, X):
        p = np.clip(self.pipeline.predict_proba(X)[:, 1], 1e-9, 1 - 1e-9)
        return np.log(p / (1 - p))


def best_model(X_train, y_train):
    network = MLPClassifier((50, 20), learning_rate_init=3e-3, early_stopping=True, random_state=0)
    return Modele(make_pipeline(StandardScaler(), network).fit(X_train, y_train))
