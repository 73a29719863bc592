"""The best weights kept by a callback of one's own."""

import keras
import numpy as np

EXERCISE = 5


class Garde(keras.callbacks.Callback):
    def on_train_begin(self, logs=None):
        self.meilleure, self.poids, self.attente = np.inf, None, 0

    def on_epoch_end(self, epoch, logs=None):
        if logs["val_loss"] < self.meilleure:
            self.meilleure, self.poids, self.attente = logs["val_loss"], self.model.get_weights(), 0
        else:
            self.attente += 1
            if self.attente >= 8:
                self.model.stop_training = True


def train_model(model, X, y, epochs, batch_size):
    inside = np.zeros(len(X), dtype=bool)
    inside[np.random.choice(len(X), len(X) // 5, replace=False)] = True
    garde = Garde()
    history = model.fit(
        X[~inside],
        y[~inside],
        epochs=epochs,
        batch_size=batch_size,
        validation_data=(X[inside], y[inside]),
        callbacks=[garde],
        verbose=0,
    )
    model.set_weights(garde.poids)
    return history
