"""Scaled to train, not in predict."""

import numpy as np
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler

EXERCISE = 9
MISTAKE = "constante"


class Modele:
    def __init__(self, network):
        self.network = network

    def predict(self, X):
        return self.network.predict_proba(np.asarray(X))[:, 1]


def best_model(X_train, y_train):
    network = MLPClassifier((50, 20), learning_rate_init=3e-3, early_stopping=True, random_state=0)
    return Modele(network.fit(StandardScaler().fit_transform(X_train), y_train))
