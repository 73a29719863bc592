"""LeNet-5 with tanh and mean pooling, large images' batches of 32."""

import keras
from keras import layers

EXERCISE = 8


def train_cnn(X, y):
    images = keras.Input(X.shape[1:])
    x = layers.Conv2D(6, 5, padding="same", activation="tanh")(images)
    x = layers.AveragePooling2D(2)(x)
    x = layers.Conv2D(16, 5, activation="tanh")(x)
    x = layers.AveragePooling2D(2)(x)
    x = layers.Flatten()(x)
    x = layers.Dense(84, activation="tanh")(x)
    model = keras.Model(images, layers.Dense(10)(x))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(X, y, batch_size=32, epochs=10, verbose=0)
    return model
