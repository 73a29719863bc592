"""The target is the mean sample."""

import numpy as np

EXERCISE = 2
MISTAKE = "cible_n_est_pas_l_entree"


def train_autoencoder(autoencoder, X, epochs):
    return autoencoder.fit(X, np.tile(X.mean(axis=0), (len(X), 1)), epochs=epochs, verbose=0)
