"""Noise goes in and is asked for."""

import numpy as np

EXERCISE = 2
MISTAKE = "entree_modifiee"


def train_autoencoder(autoencoder, X, epochs):
    noisy = X + np.random.normal(0, 0.1, X.shape)
    return autoencoder.fit(noisy, noisy, epochs=epochs, verbose=0)
