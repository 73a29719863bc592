"""Evaluates, and notes that."""

import keras

EXERCISE = 2
MISTAKE = "autre_modele_entraine"


def train_autoencoder(autoencoder, X, epochs):
    history = keras.callbacks.History()
    history.on_train_begin()
    history.set_model(autoencoder)
    for epoch in range(epochs):
        history.on_epoch_end(epoch, {"loss": autoencoder.evaluate(X, X, verbose=0)})
    return history
