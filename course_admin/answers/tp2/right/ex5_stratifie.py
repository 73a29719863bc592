"""A stratified split, a patience of 20."""

import keras
from sklearn.model_selection import train_test_split

EXERCISE = 5


def train_model(model, X, y, epochs, batch_size):
    X_fit, X_val, y_fit, y_val = train_test_split(X, y, test_size=0.3, stratify=y, random_state=1)
    arret = keras.callbacks.EarlyStopping("val_loss", patience=20, restore_best_weights=True)
    history = model.fit(
        X_fit, y_fit, epochs=epochs, batch_size=batch_size, validation_data=(X_val, y_val), callbacks=arret, verbose=0
    )
    return history
