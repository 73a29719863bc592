"""Subclassed, MAE as the loss, MSE as the metric, the output flattened."""

import keras

EXERCISE = 3


class Regresseur(keras.Model):
    def __init__(self, units=(24, 12)):
        super().__init__()
        self.cachees = [keras.layers.Dense(unit, activation=keras.ops.tanh) for unit in units]
        self.sortie = keras.layers.Dense(1)

    def call(self, x, training=None):
        for couche in self.cachees:
            x = couche(x)
        return self.sortie(x)


def regression_model(n_features):
    model = Regresseur()
    model.build((None, n_features))
    model.compile(loss="mean_absolute_error", metrics=["mean_squared_error"])
    return model
