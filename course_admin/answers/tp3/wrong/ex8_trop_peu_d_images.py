"""Learns from the first two hundred images alone."""

import keras
from keras import layers

EXERCISE = 8
MISTAKE = "seuil_manque"


def train_cnn(X, y):
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(X[:200], y[:200], epochs=20, batch_size=20, verbose=0)
    return model
