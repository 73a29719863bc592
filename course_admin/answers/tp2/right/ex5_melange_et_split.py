"""The rows are shuffled first, then validation_split."""

import keras
import numpy as np

EXERCISE = 5


def train_model(model, X, y, epochs, batch_size):
    order = np.random.default_rng(0).permutation(len(X))
    arret = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True, min_delta=1e-4)
    return model.fit(
        np.asarray(X)[order],
        np.asarray(y)[order],
        batch_size,
        epochs,
        verbose=0,
        callbacks=[arret, keras.callbacks.ReduceLROnPlateau(patience=3)],
        validation_split=0.25,
    )
