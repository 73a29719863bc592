"""Two convolutions of stride 2: smaller maps, and no pooling."""

import keras
from keras import layers

EXERCISE = 7
MISTAKE = "cnn_sans_pooling"


def cnn_model(input_shape, n_classes):
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(8, 3, strides=2, activation="relu"),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(n_classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
