"""The autoencoder has layers of its own."""

import keras
from keras.layers import Dense

EXERCISE = 1
MISTAKE = "poids_non_partages"


def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential([keras.Input((input_dim,)), Dense(latent_dim, activation="relu")])
    decoder = keras.Sequential([keras.Input((latent_dim,)), Dense(input_dim, activation="sigmoid")])
    autoencoder = keras.Sequential(
        [keras.Input((input_dim,)), Dense(latent_dim, activation="relu"), Dense(input_dim, activation="sigmoid")]
    )
    autoencoder.compile(loss="mse")
    return encoder, decoder, autoencoder
