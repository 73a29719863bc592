"""Targets of zero."""

import numpy as np

EXERCISE = 2
MISTAKE = "cible_n_est_pas_l_entree"


def train_autoencoder(autoencoder, X, epochs):
    return autoencoder.fit(X, np.zeros_like(X), epochs=epochs, verbose=0)
