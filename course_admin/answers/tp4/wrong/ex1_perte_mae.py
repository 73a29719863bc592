"""The mean absolute error."""

import keras
from keras.layers import Dense

EXERCISE = 1
MISTAKE = "mauvaise_perte"


def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential([keras.Input((input_dim,)), Dense(latent_dim, activation="relu")])
    decoder = keras.Sequential([keras.Input((latent_dim,)), Dense(input_dim, activation="sigmoid")])
    autoencoder = keras.Sequential([keras.Input((input_dim,)), encoder, decoder])
    autoencoder.compile("adam", "mae")
    return encoder, decoder, autoencoder
