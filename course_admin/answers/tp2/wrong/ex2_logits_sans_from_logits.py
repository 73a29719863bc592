"""A linear output with the loss of a probability."""

import keras

EXERCISE = 2
MISTAKE = "logits_sans_from_logits"


def binary_model(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
