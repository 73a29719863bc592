"""Always ten classes."""

import keras

EXERCISE = 4
MISTAKE = "nombre_de_sorties"


def multiclass_model(n_features, n_classes):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
