"""A denoiser: noise goes in."""

import numpy as np

EXERCISE = 2
MISTAKE = "cible_n_est_pas_l_entree"


def train_autoencoder(autoencoder, X, epochs):
    noisy = np.clip(X + np.random.normal(0, 0.05, X.shape), 0, 1)
    return autoencoder.fit(noisy, X, epochs=epochs, verbose=0)
