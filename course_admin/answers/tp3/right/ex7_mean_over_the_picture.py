"""A mean over height and width written by hand, inside a Lambda."""

import keras
from keras import layers, ops

EXERCISE = 7


def cnn_model(input_shape, n_classes):
    images = keras.Input(input_shape)
    x = layers.Conv2D(16, 5, activation="relu")(images)
    x = layers.Lambda(lambda maps: ops.mean(maps, axis=[1, 2]))(x)
    out = layers.Dense(n_classes, activation="log_softmax")(layers.Dense(32, activation="relu")(x))
    model = keras.Model(images, out)
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum"))
    return model
