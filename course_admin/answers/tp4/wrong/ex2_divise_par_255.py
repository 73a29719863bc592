"""X is scaled once more."""

EXERCISE = 2
MISTAKE = "entree_modifiee"


def train_autoencoder(autoencoder, X, epochs):
    return autoencoder.fit(X / 255, X / 255, epochs=epochs, verbose=0)
