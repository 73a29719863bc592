"""Subclassed on a functional body; a partial of the loss."""

from functools import partial

import keras

EXERCISE = 4


class Reseau(keras.Model):
    def __init__(self, n_features, n_classes):
        super().__init__()
        self.corps = keras.Sequential(
            [
                keras.Input((n_features,)),
                keras.layers.Dense(20, activation="selu"),
                keras.layers.Dense(20, activation="selu"),
            ]
        )
        self.tete = keras.layers.Dense(n_classes)

    def call(self, inputs):
        return self.tete(self.corps(inputs))


def multiclass_model(n_features, n_classes):
    model = Reseau(n_features, n_classes)
    perte = partial(keras.losses.sparse_categorical_crossentropy, from_logits=True)
    model.compile(optimizer="sgd", loss=perte, metrics=["accuracy", keras.metrics.SparseTopKCategoricalAccuracy(k=2)])
    return model
