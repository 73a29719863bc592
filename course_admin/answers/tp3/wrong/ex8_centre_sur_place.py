"""Centres the caller's images in place."""

import keras
from keras import layers

EXERCISE = 8
MISTAKE = "argument_modifie"


def train_cnn(X, y):
    X -= X.mean()
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(X, y, epochs=1, verbose=0)
    return model
