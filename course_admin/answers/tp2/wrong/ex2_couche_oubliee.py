"""Subclassed; the second hidden layer is made and never called."""

import keras

EXERCISE = 2
MISTAKE = "une_couche_cachee"


class Classifieur(keras.Model):
    def __init__(self):
        super().__init__()
        self.un = keras.layers.Dense(16, activation="relu")
        self.deux = keras.layers.Dense(8, activation="relu")
        self.sortie = keras.layers.Dense(1, activation="sigmoid")

    def call(self, x):
        return self.sortie(self.un(x))


def binary_model(n_features):
    model = Classifieur()
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
