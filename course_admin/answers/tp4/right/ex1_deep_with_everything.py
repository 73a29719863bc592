"""Deep, with batch normalisation, dropout, noise and penalties; activations as layers; the loss as a function."""

import keras
from keras import layers, regularizers

EXERCISE = 1


def dense_autoencoder(input_dim, latent_dim):
    encoder = keras.Sequential(name="encoder")
    encoder.add(layers.InputLayer(shape=(input_dim,)))
    encoder.add(layers.GaussianNoise(0.1))
    encoder.add(layers.Dense(40, kernel_regularizer=regularizers.l2(1e-4)))
    encoder.add(layers.BatchNormalization())
    encoder.add(layers.Activation("relu"))
    encoder.add(layers.Dropout(0.2))
    encoder.add(layers.Dense(latent_dim, activity_regularizer=regularizers.l1(1e-4)))
    decoder = keras.Sequential(name="decoder")
    decoder.add(layers.InputLayer(shape=(latent_dim,)))
    decoder.add(layers.Dense(40))
    decoder.add(layers.LeakyReLU())
    decoder.add(layers.Dense(input_dim))
    decoder.add(layers.Activation("sigmoid"))
    autoencoder = keras.Sequential([encoder, decoder])
    autoencoder.compile("sgd", loss=keras.losses.mean_squared_error)
    return encoder, decoder, autoencoder
