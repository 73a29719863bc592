"""Each epoch stops after its first batch."""

EXERCISE = 2
MISTAKE = "donnees_inutilisees"


def train_autoencoder(autoencoder, X, epochs):
    return autoencoder.fit(X, X, epochs=epochs, batch_size=32, steps_per_epoch=1, verbose=0)
