"""A model inside a model, LeakyReLU layers, label smoothing, a Normalization layer first."""

import keras
from keras import layers

EXERCISE = 2


def binary_model(n_features):
    corps = keras.Sequential(
        [layers.Dense(16), layers.LeakyReLU(), layers.Dense(16, activation=layers.ELU()), layers.Dropout(0.2)]
    )
    tete = keras.Sequential([layers.Dense(1, activation=keras.activations.sigmoid)])
    model = keras.Sequential([layers.Input((n_features,)), layers.Normalization(), corps, tete])
    perte = keras.losses.BinaryCrossentropy(label_smoothing=0.05)
    model.compile("nadam", perte, metrics=[keras.metrics.BinaryAccuracy()])
    return model
