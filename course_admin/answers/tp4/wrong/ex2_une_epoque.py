"""One epoch, always."""

EXERCISE = 2
MISTAKE = "epoques_ignorees"


def train_autoencoder(autoencoder, X, epochs):
    return autoencoder.fit(X, X, verbose=0)
