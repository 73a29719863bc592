"""Keras draws noise, seeded by rng; a subclassed model with batch normalisation and a noise layer of its own."""

import keras
import numpy as np

EXERCISE = 4


def add_noise(X, sigma, rng):
    X = np.asarray(X, dtype="float32")
    noise = keras.random.normal(X.shape, stddev=sigma, seed=int(rng.integers(2**31)))
    return np.clip(X + np.array(noise), 0, 1)


class Denoiser(keras.Model):
    def __init__(self, d):
        super().__init__()
        self.wide = keras.layers.Dense(160)
        self.norm = keras.layers.BatchNormalization()
        self.out = keras.layers.Dense(d, activation="sigmoid")

    def call(self, x, training=None):
        h = keras.activations.relu(self.norm(self.wide(x), training=training))
        return self.out(h)


def train_denoiser(X, sigma, rng):
    model = Denoiser(X.shape[1])
    model.compile(optimizer="rmsprop", loss="mse")
    many = np.concatenate([X, X])
    model.fit(add_noise(many, sigma, rng), many, epochs=10, batch_size=64, verbose=0)
    return model
