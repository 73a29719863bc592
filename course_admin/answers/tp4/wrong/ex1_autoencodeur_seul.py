"""Only the autoencoder comes back."""

import keras
from keras.layers import Dense

EXERCISE = 1


def dense_autoencoder(input_dim, latent_dim):
    autoencoder = keras.Sequential(
        [keras.Input((input_dim,)), Dense(latent_dim, activation="relu"), Dense(input_dim, activation="sigmoid")]
    )
    autoencoder.compile("adam", "mse")
    return autoencoder
