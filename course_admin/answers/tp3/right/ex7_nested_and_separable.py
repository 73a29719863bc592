"""A base inside a model, separable convolutions, never built before its first call."""

import keras
from keras import layers

EXERCISE = 7


def cnn_model(input_shape, n_classes):
    base = keras.Sequential(
        [layers.SeparableConv2D(16, 3, activation="elu"), layers.MaxPooling2D(3, strides=2), layers.Conv2D(24, 3)]
    )
    head = keras.Sequential([layers.LeakyReLU(), layers.Flatten(), layers.Dropout(0.5), layers.Dense(n_classes)])
    model = keras.Sequential([base, layers.MaxPooling2D((2, 2)), head])
    model.compile(
        optimizer="adam",
        loss=lambda y, z: keras.losses.sparse_categorical_crossentropy(y, z, from_logits=True),
    )
    return model
