"""A loss and a metric of one's own, penalties on the weights, Lambda activations."""

import keras
from keras import layers, ops

EXERCISE = 2


def entropie(y, p):
    p = ops.clip(p, 1e-7, 1 - 1e-7)
    y = ops.cast(y, p.dtype)
    return -ops.mean(y * ops.log(p) + (1 - y) * ops.log(1 - p), axis=-1)


def exactitude(y, p):
    y = ops.reshape(ops.cast(y, "float32"), (-1, 1))
    return ops.mean(ops.cast(ops.equal(y, ops.round(p)), "float32"), axis=-1)


def binary_model(n_features):
    l2 = keras.regularizers.l2(1e-2)
    x = entree = keras.Input((n_features,))
    for units in (16, 16):
        x = layers.Dense(units, kernel_regularizer=l2)(x)
        x = layers.Lambda(lambda z: ops.maximum(z, 0.1 * z))(x)
    model = keras.Model(entree, layers.Dense(1, "sigmoid", activity_regularizer="l2")(x))
    model.compile(keras.optimizers.Adam(1e-2), loss=entropie, metrics=[exactitude])
    return model
