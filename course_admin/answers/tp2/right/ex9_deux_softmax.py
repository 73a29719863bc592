"""Two softmax units inside, one column of them given."""

import keras
import numpy as np

EXERCISE = 9


class Modele:
    def __init__(self, X, y):
        self.mean, self.deviation = X.mean(0), X.std(0)
        layers = [keras.layers.Dense(40, activation="tanh"), keras.layers.Dense(40, activation="tanh")]
        self.reseau = keras.Sequential([*layers, keras.layers.Dense(2, activation="softmax")])
        self.reseau.compile(keras.optimizers.SGD(0.1, momentum=0.9), "sparse_categorical_crossentropy")
        self.reseau.fit(self.scale(X), y, epochs=60, batch_size=50, verbose=0)

    def scale(self, X):
        return (np.asarray(X) - self.mean) / self.deviation

    def predict(self, X):
        return self.reseau.predict_on_batch(self.scale(X))[:, 1:]


def best_model(X_train, y_train):
    return Modele(X_train, y_train)
