"""A validation part, and a stop when it no longer improves."""

import keras

EXERCISE = 2


def train_autoencoder(autoencoder, X, epochs):
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=3, restore_best_weights=True)
    return autoencoder.fit(
        X, X, epochs=epochs, batch_size=64, shuffle=True, validation_split=0.2, callbacks=[stop], verbose=0
    )
