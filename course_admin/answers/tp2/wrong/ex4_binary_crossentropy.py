"""Binary cross-entropy."""

import keras

EXERCISE = 4
MISTAKE = "perte_inadaptee"


def multiclass_model(n_features, n_classes):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model
