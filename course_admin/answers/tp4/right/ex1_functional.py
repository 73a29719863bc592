"""One functional model, cut in two; binary cross-entropy."""

import keras
from keras import layers

EXERCISE = 1


def dense_autoencoder(input_dim, latent_dim):
    images = keras.Input(shape=(input_dim,))
    code = layers.Dense(latent_dim, activation="relu")(images)
    last = layers.Dense(input_dim, activation="sigmoid")
    autoencoder = keras.Model(images, last(code))
    encoder = keras.Model(images, code)
    codes = keras.Input(shape=(latent_dim,))
    decoder = keras.Model(codes, last(codes))
    autoencoder.compile(optimizer="adam", loss="binary_crossentropy")
    return encoder, decoder, autoencoder
