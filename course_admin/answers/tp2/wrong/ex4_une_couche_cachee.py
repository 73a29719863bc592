"""One hidden layer."""

import keras

EXERCISE = 4
MISTAKE = "une_couche_cachee"


def multiclass_model(n_features, n_classes):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(n_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
