"""The model comes back."""

EXERCISE = 2
MISTAKE = "renvoie_le_modele"


def train_autoencoder(autoencoder, X, epochs):
    autoencoder.fit(X, X, epochs=epochs, verbose=0)
    return autoencoder
