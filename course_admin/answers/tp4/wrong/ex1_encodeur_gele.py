"""The code after the encoder is not what the decoder of the autoencoder gets."""

import keras
from keras.layers import Dense

EXERCISE = 1


def dense_autoencoder(input_dim, latent_dim):
    x, z = keras.Input((input_dim,)), keras.Input((latent_dim,))
    encoder = keras.Model(x, Dense(latent_dim, activation="relu")(x))
    decoder = keras.Model(z, Dense(input_dim, activation="sigmoid")(z))
    autoencoder = keras.Model(x, decoder(keras.layers.Rescaling(2.0)(encoder(x))))
    autoencoder.compile("adam", "mse")
    return encoder, decoder, autoencoder
