"""Accuracy as the metric."""

import keras

EXERCISE = 3
MISTAKE = "exactitude_en_regression"


def regression_model(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile("adam", "mse", metrics=["accuracy"])
    return model
