"""A tanh output."""

import keras
from keras.layers import Dense

EXERCISE = 1
MISTAKE = "sortie_hors_de_0_1"


def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential([keras.Input((input_dim,)), Dense(latent_dim, activation="relu")])
    decoder = keras.Sequential([keras.Input((latent_dim,)), Dense(input_dim, activation="tanh")])
    autoencoder = keras.Sequential([keras.Input((input_dim,)), encoder, decoder])
    autoencoder.compile("adam", "mse")
    return encoder, decoder, autoencoder
