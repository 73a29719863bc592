"""An input (n_features, 1): the dense layers then work on each feature, and give an output for each."""

import keras

EXERCISE = 2
MISTAKE = "forme_de_sortie"


def binary_model(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features, 1)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
