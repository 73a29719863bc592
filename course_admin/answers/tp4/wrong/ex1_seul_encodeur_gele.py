"""The encoder's layers are frozen: only the decoder learns."""

import keras
from keras.layers import Dense

EXERCISE = 1
MISTAKE = "couches_gelees"


def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential([keras.Input((input_dim,)), Dense(latent_dim, activation="tanh")])
    decoder = keras.Sequential([keras.Input((latent_dim,)), Dense(input_dim, activation="sigmoid")])
    encoder.trainable = False
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile("adam", "mse")
    return encoder, decoder, autoencoder
