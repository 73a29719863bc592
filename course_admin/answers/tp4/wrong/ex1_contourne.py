"""A skip connection goes around the code."""

import keras
from keras.layers import Concatenate, Dense

EXERCISE = 1
MISTAKE = "poids_non_partages"


def dense_autoencoder(input_dim, latent_dim):
    x, z = keras.Input((input_dim,)), keras.Input((latent_dim,))
    encoder = keras.Model(x, Dense(latent_dim, activation="relu")(x))
    decoder = keras.Model(z, Dense(input_dim, activation="sigmoid")(z))
    autoencoder = keras.Model(x, Dense(input_dim, activation="sigmoid")(Concatenate()([decoder(encoder(x)), x])))
    autoencoder.compile("adam", "mse")
    return encoder, decoder, autoencoder
