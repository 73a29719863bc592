"""It stops as soon as val_loss gains less than 0.1."""

import keras
from sklearn.model_selection import train_test_split

EXERCISE = 5
MISTAKE = "arret_premature"


def train_model(model, X, y, epochs, batch_size):
    X, X_val, y, y_val = train_test_split(X, y, test_size=0.2)
    arret = keras.callbacks.EarlyStopping(min_delta=0.1, patience=1, restore_best_weights=True)
    return model.fit(
        X, y, epochs=epochs, batch_size=batch_size, validation_data=(X_val, y_val), callbacks=[arret], verbose=0
    )
