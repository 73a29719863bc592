"""batch_size is left aside."""

import keras
from sklearn.model_selection import train_test_split

EXERCISE = 5
MISTAKE = "batch_size_ignore"


def train_model(model, X, y, epochs, batch_size):
    X, X_val, y, y_val = train_test_split(X, y, test_size=0.2)
    arret = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
    return model.fit(X, y, epochs=epochs, validation_data=(X_val, y_val), callbacks=[arret], verbose=0)
