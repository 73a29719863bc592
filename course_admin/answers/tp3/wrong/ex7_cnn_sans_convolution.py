"""A dense network, with a pooling of the picture."""

import keras
from keras import layers

EXERCISE = 7
MISTAKE = "cnn_sans_convolution"


def cnn_model(input_shape, n_classes):
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(32, activation="relu"),
            layers.Dense(n_classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
