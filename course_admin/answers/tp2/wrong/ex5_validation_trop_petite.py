"""One row in a hundred validates: of so few rows, a single one."""

import keras
from sklearn.model_selection import train_test_split

EXERCISE = 5
MISTAKE = "validation_trop_petite"


def train_model(model, X, y, epochs, batch_size):
    X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.01, random_state=0)
    arret = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    return model.fit(
        X_train,
        y_train,
        epochs=epochs,
        batch_size=batch_size,
        validation_data=(X_val, y_val),
        callbacks=[arret],
        verbose=0,
    )
