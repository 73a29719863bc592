"""validation_split on sorted data."""

import keras

EXERCISE = 5
MISTAKE = "validation_en_bloc"


def train_model(model, X, y, epochs, batch_size):
    arret = keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)
    return model.fit(
        X, y, epochs=epochs, batch_size=batch_size, validation_split=0.2, callbacks=[arret], verbose=0, shuffle=True
    )
