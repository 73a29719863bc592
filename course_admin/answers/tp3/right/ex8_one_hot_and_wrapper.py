"""One-hot labels, and an object of its own around the model."""

import keras
from keras import layers

EXERCISE = 8


class Reader:
    def __init__(self, model):
        self.model = model

    def predict(self, X):
        return self.model.predict_on_batch(2 * X - 1)


def train_cnn(X, y):
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 3, activation="elu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="elu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.002), "categorical_crossentropy")
    model.fit(2 * X - 1, keras.utils.to_categorical(y, 10), epochs=8, batch_size=32, verbose=0)
    return Reader(model)
