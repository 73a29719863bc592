"""LeNet-5 with tanh, mean pooling and two dense layers; input_shape given to the first layer."""

import warnings

import keras
from keras.layers import AveragePooling2D, Conv2D, Dense, Flatten

EXERCISE = 7


def cnn_model(input_shape, n_classes):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = keras.Sequential(name="lenet5")
        model.add(Conv2D(6, 5, padding="same", activation="tanh", input_shape=input_shape))
    model.add(AveragePooling2D(pool_size=2, strides=2))
    model.add(Conv2D(16, kernel_size=(5, 5), activation="tanh"))
    model.add(AveragePooling2D(2))
    model.add(Flatten())
    model.add(Dense(120, "tanh"))
    model.add(Dense(84, "tanh"))
    model.add(Dense(n_classes, "softmax"))
    model.compile(loss="sparse_categorical_crossentropy", optimizer=keras.optimizers.Adam(1e-3))
    return model
