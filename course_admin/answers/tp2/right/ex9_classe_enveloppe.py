"""A class that keeps the scaler beside a Keras model; a vector of probabilities."""

import keras
import numpy as np
from sklearn.preprocessing import StandardScaler

EXERCISE = 9


class Enveloppe:
    def __init__(self, scaler, model):
        self.scaler, self.model = scaler, model

    def predict(self, X):
        return np.array(self.model(self.scaler.transform(X))).ravel()


def best_model(X_train, y_train):
    scaler = StandardScaler().fit(X_train)
    model = keras.Sequential([keras.Input((X_train.shape[1],))])
    for units in (32, 32):
        model.add(keras.layers.Dense(units, activation="elu", kernel_regularizer=keras.regularizers.l2(1e-4)))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(1e-2), "binary_crossentropy")
    model.fit(scaler.transform(X_train), y_train, epochs=50, batch_size=64, verbose=0)
    return Enveloppe(scaler, model)
