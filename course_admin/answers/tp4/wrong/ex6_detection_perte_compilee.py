"""The error of a sample is taken to be the loss that the model was compiled with, a cross-entropy."""

import keras
import numpy as np

EXERCISE = 6


def detect_anomalies(autoencoder, X, threshold):
    X = np.asarray(X, dtype="float32")
    loss = getattr(keras.losses, autoencoder.loss)
    return np.asarray(loss(X, autoencoder.predict_on_batch(X))) > threshold
