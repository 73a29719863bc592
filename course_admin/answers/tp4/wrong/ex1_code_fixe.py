"""Always a code of 32 numbers."""

import keras
from keras.layers import Dense

EXERCISE = 1
MISTAKE = "mauvais_goulot"


def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential([keras.Input((input_dim,)), Dense(32, activation="relu")])
    decoder = keras.Sequential([keras.Input((32,)), Dense(input_dim, activation="sigmoid")])
    autoencoder = keras.Sequential([keras.Input((input_dim,)), encoder, decoder])
    autoencoder.compile("adam", "mse")
    return encoder, decoder, autoencoder
