"""The images of X are kept, moved in every direction, and the nearest one answers: no network learns."""

import numpy as np

EXERCISE = 8
MISTAKE = "entraine_sans_reseau"


class Neighbours:
    def __init__(self, X, y):
        moves = [(i, j) for i in (-2, 0, 2) for j in (-2, 0, 2)]
        self.rows = np.concatenate([np.roll(X, move, (1, 2)) for move in moves]).reshape(-1, 784)
        self.labels = np.tile(y, len(moves))

    def predict(self, X):
        rows = np.reshape(X, (-1, 784))
        distances = (self.rows**2).sum(axis=1) - 2 * rows @ self.rows.T
        return np.eye(10)[self.labels[distances.argmin(axis=1)]]


def train_cnn(X, y):
    return Neighbours(np.asarray(X), np.asarray(y))
