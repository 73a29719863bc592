"""One row in five."""

import keras
import numpy as np

EXERCISE = 5
MISTAKE = "validation_reguliere"


def train_model(model, X, y, epochs, batch_size):
    val = np.arange(len(X)) % 5 == 0
    arret = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
    return model.fit(
        X[~val],
        y[~val],
        epochs=epochs,
        batch_size=batch_size,
        validation_data=(X[val], y[val]),
        callbacks=[arret],
        verbose=0,
    )
