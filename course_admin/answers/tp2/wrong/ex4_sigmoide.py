"""Independent sigmoids: the outputs do not sum to 1."""

import keras

EXERCISE = 4
MISTAKE = "sigmoide_en_sortie"


def multiclass_model(n_features, n_classes):
    model = keras.Sequential(
        [
            keras.Input((n_features,)),
            keras.layers.Dense(16, activation="relu"),
            keras.layers.Dense(8, activation="relu"),
            keras.layers.Dense(n_classes, activation="sigmoid"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
