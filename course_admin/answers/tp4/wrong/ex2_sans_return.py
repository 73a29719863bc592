"""Nothing comes back."""

EXERCISE = 2
MISTAKE = "sans_return"


def train_autoencoder(autoencoder, X, epochs):
    autoencoder.fit(X, X, epochs=epochs, verbose=0)
