"""Equal weights, copied: they part at the first step."""

import keras
from keras.layers import Dense

EXERCISE = 1
MISTAKE = "poids_non_partages"


def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential([keras.Input((input_dim,)), Dense(latent_dim)])
    decoder = keras.Sequential([keras.Input((latent_dim,)), Dense(input_dim, activation="sigmoid")])
    autoencoder = keras.Sequential(
        [keras.Input((input_dim,)), Dense(latent_dim), Dense(input_dim, activation="sigmoid")]
    )
    autoencoder.set_weights(encoder.get_weights() + decoder.get_weights())
    autoencoder.compile("adam", "mse")
    return encoder, decoder, autoencoder
