"""Validated on the rows that it learns."""

import keras
from sklearn.model_selection import train_test_split

EXERCISE = 5
MISTAKE = "validation_sur_l_apprentissage"


def train_model(model, X, y, epochs, batch_size):
    _, X_val, _, y_val = train_test_split(X, y, test_size=0.2)
    arret = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
    return model.fit(
        X, y, epochs=epochs, batch_size=batch_size, validation_data=(X_val, y_val), callbacks=[arret], verbose=0
    )
