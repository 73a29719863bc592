"""It stops in time and keeps the last weights."""

import keras
from sklearn.model_selection import train_test_split

EXERCISE = 5
MISTAKE = "poids_non_restaures"


def train_model(model, X, y, epochs, batch_size):
    X, X_val, y, y_val = train_test_split(X, y, test_size=0.2)
    arret = keras.callbacks.EarlyStopping(patience=10)
    return model.fit(
        X, y, epochs=epochs, batch_size=batch_size, validation_data=(X_val, y_val), callbacks=[arret], verbose=0
    )
