"""Predicts the label itself, as a regression does."""

import keras
from keras import layers

EXERCISE = 8
MISTAKE = "entraine_forme"


def train_cnn(X, y):
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")
    model.fit(X, y, epochs=1, verbose=0)
    return model
