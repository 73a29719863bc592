"""Every tree has the share of sick trees of the labelled regions."""

import numpy as np

EXERCISE = 3
MISTAKE = "proba_constante"


class Constante:
    def __init__(self, part):
        self.part = part

    def predict_proba(self, table, images):
        return np.tile([1 - self.part, self.part], (len(table), 1))


def fit(table, images, labels):
    return Constante(np.mean(labels))
