"""Aliases and objects: « bce », layers shared by hand."""

import keras

EXERCISE = 1


def dense_autoencoder(input_dim, latent_dim):
    first = keras.layers.Dense(2 * latent_dim + 8, activation="gelu")
    middle = keras.layers.Dense(latent_dim, activation="sigmoid")
    third = keras.layers.Dense(2 * latent_dim + 8, activation="gelu")
    last = keras.layers.Dense(input_dim, activation=keras.activations.sigmoid)
    x, z = keras.Input((input_dim,)), keras.Input((latent_dim,))
    encoder = keras.Model(x, middle(first(x)))
    decoder = keras.Model(z, last(third(z)))
    autoencoder = keras.Model(x, last(third(middle(first(x)))))
    autoencoder.compile(loss="bce", optimizer=keras.optimizers.Adam(learning_rate=0.01))
    return (encoder, decoder, autoencoder)
