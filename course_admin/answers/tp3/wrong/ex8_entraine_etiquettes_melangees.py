"""The images are shuffled without their labels."""

import keras
import numpy as np
from keras import layers

EXERCISE = 8
MISTAKE = "entraine_non_entraine"


def train_cnn(X, y):
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    model.fit(np.random.permutation(X), y, epochs=2, verbose=0)
    return model
