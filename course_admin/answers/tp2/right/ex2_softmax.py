"""Subclassed, two softmax units, the activations in call; never built before it is used."""

import keras

EXERCISE = 2


class Classifieur(keras.Model):
    def __init__(self):
        super().__init__()
        self.sortie = keras.layers.Dense(2)
        self.cachee2 = keras.layers.Dense(12)
        self.cachee1 = keras.layers.Dense(24)

    def call(self, x):
        x = keras.ops.relu(self.cachee1(x))
        x = keras.ops.relu(self.cachee2(x))
        return keras.ops.softmax(self.sortie(x))


def binary_model(n_features):
    model = Classifieur()
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["sparse_categorical_accuracy"])
    return model
