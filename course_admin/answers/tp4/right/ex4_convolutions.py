"""Noise from one long draw; images seen as images by a small convolutional model.

With the mean squared error this model stays for many epochs at the blank page, where most pixels are right; the
cross-entropy takes it out of there.
"""

import keras
import numpy as np

EXERCISE = 4


def add_noise(X, sigma, rng):
    X = np.asarray(X)
    return (X + rng.normal(loc=0.0, scale=sigma, size=X.size).reshape(X.shape)).clip(0.0, 1.0)


def train_denoiser(X, sigma, rng):
    side = int(np.sqrt(X.shape[1]))
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((side * side,)),
            layers.Reshape((side, side, 1)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.UpSampling2D(2),
            layers.Conv2D(1, 3, padding="same", activation="sigmoid"),
            layers.Flatten(),
        ]
    )
    model.compile("adam", "binary_crossentropy")
    model.fit(add_noise(X, sigma, rng), X, epochs=16, batch_size=64, verbose=0)
    return model
