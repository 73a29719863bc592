"""ReLU on the output: never negative."""

import keras

EXERCISE = 3
MISTAKE = "relu_en_sortie"


def regression_model(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="relu"),
        ]
    )
    model.compile("adam", "mse", metrics=["mae"])
    return model
