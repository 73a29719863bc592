"""A subclassed model, its two halves inside; the loss as an object."""

import keras

EXERCISE = 1


class AutoEncoder(keras.Model):
    def __init__(self, input_dim, latent_dim):
        super().__init__()
        self.encoder = keras.Sequential([keras.layers.Dense(50, activation="elu"), keras.layers.Dense(latent_dim)])
        self.decoder = keras.Sequential(
            [keras.layers.Dense(50, activation="elu"), keras.layers.Dense(input_dim, activation="sigmoid")]
        )

    def call(self, x):
        return self.decoder(self.encoder(x))


def dense_autoencoder(input_dim, latent_dim):
    model = AutoEncoder(input_dim, latent_dim)
    model.compile(optimizer=keras.optimizers.RMSprop(1e-3), loss=keras.losses.MeanSquaredError(), metrics=["mae"])
    return [model.encoder, model.decoder, model]
