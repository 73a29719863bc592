"""Two shortcuts: past a hidden layer, and from the features straight to the output."""

import keras

EXERCISE = 3


def regression_model(n_features):
    inputs = keras.Input((n_features,))
    first = keras.layers.Dense(16, activation="relu")(inputs)
    hidden = first + keras.layers.Dense(16, activation="relu")(first)
    model = keras.Model(inputs, keras.layers.Dense(1)(hidden) + keras.layers.Dense(1)(inputs))
    model.compile(keras.optimizers.SGD(1e-3, clipnorm=1.0), "huber", metrics=["mae"])
    return model
