"""The decoder is the whole way from image to image."""

import keras
from keras.layers import Dense

EXERCISE = 1
MISTAKE = "decodeur_prend_images"


def dense_autoencoder(input_dim, latent_dim):
    x = keras.Input((input_dim,))
    code = Dense(latent_dim, activation="relu")(x)
    out = Dense(input_dim, activation="sigmoid")(code)
    encoder, decoder, autoencoder = keras.Model(x, code), keras.Model(x, out), keras.Model(x, out)
    autoencoder.compile("adam", "mse")
    return encoder, decoder, autoencoder
