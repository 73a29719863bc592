"""A tf.data pipeline."""

import tensorflow as tf

EXERCISE = 2


def train_autoencoder(autoencoder, X, epochs):
    data = tf.data.Dataset.from_tensor_slices((X, X)).shuffle(len(X), seed=0).batch(32)
    return autoencoder.fit(data, epochs=epochs, verbose=0)
