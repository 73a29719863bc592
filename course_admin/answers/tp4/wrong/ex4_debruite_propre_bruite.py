"""From clean to noisy: the wrong way round."""

import numpy as np

EXERCISE = 4
MISTAKE = "cible_bruitee"


def train_denoiser(X, sigma, rng):
    import keras

    d = X.shape[1]
    noisy = np.clip(X + rng.normal(0, sigma, X.shape), 0, 1)
    layers = [keras.layers.Dense(64, activation="relu"), keras.layers.Dense(d, activation="sigmoid")]
    model = keras.Sequential([keras.Input((d,)), *layers])
    model.compile("adam", "mse")
    model.fit(X, noisy, epochs=15, batch_size=64, verbose=0)
    return model
