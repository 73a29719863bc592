"""Random targets."""

import numpy as np

EXERCISE = 2
MISTAKE = "cible_n_est_pas_l_entree"


def train_autoencoder(autoencoder, X, epochs):
    return autoencoder.fit(X, np.random.uniform(size=X.shape), epochs=epochs, verbose=0)
