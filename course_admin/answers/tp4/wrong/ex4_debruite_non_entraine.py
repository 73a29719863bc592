"""Compiled and never trained."""

EXERCISE = 4


def train_denoiser(X, sigma, rng):
    import keras

    d = X.shape[1]
    layers = [keras.layers.Dense(64, activation="relu"), keras.layers.Dense(d, activation="sigmoid")]
    model = keras.Sequential([keras.Input((d,)), *layers])
    model.compile("adam", "mse")
    return model
