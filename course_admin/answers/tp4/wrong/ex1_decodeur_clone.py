"""The decoder is a clone."""

import keras
from keras.layers import Dense

EXERCISE = 1
MISTAKE = "poids_non_partages"


def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential([keras.Input((input_dim,)), Dense(latent_dim)])
    decoder = keras.Sequential([keras.Input((latent_dim,)), Dense(input_dim, activation="sigmoid")])
    autoencoder = keras.Sequential([keras.Input((input_dim,)), encoder, decoder])
    autoencoder.compile("adam", "mse")
    other = keras.models.clone_model(decoder)
    other.set_weights(decoder.get_weights())
    return encoder, other, autoencoder
