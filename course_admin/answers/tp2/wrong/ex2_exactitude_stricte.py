"""keras.metrics.Accuracy compares a probability with a label: never equal."""

import keras

EXERCISE = 2
MISTAKE = "metrique_inadaptee"


def binary_model(n_features):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy", metrics=[keras.metrics.Accuracy()])
    return model
