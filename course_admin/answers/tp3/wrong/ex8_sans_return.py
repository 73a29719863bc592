"""Trained, and lost."""

import keras
from keras import layers

EXERCISE = 8
MISTAKE = "sans_return"


def train_cnn(X, y):
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="softmax")])
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(X, y, epochs=1, verbose=0)
