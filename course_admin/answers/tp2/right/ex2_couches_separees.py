"""Separate Activation layers, batch normalisation and dropout between, SGD with momentum, an AUC as well."""

import keras
from keras import layers

EXERCISE = 2


def binary_model(n_features):
    model = keras.models.Sequential()
    model.add(layers.Input(shape=(n_features,)))
    for units in (32, 16, 8):
        model.add(layers.Dense(units))
        model.add(layers.BatchNormalization())
        model.add(layers.Activation("relu"))
        model.add(layers.Dropout(0.3))
    model.add(layers.Dense(1))
    model.add(layers.Activation("sigmoid"))
    optimizer = keras.optimizers.SGD(0.05, momentum=0.9)
    model.compile(optimizer, keras.losses.binary_crossentropy, metrics=[keras.metrics.AUC(), "acc"])
    return model
