"""A class with call; its softmax is in the last layer, the loss an object."""

import keras
from keras import layers

EXERCISE = 7


class SmallCNN(keras.Model):
    def __init__(self, n_classes):
        super().__init__()
        self.scale = layers.Rescaling(2.0, offset=-1.0)
        self.first = layers.Conv2D(8, 5, activation="relu")
        self.pool = layers.AveragePooling2D(2)
        self.second = layers.Conv2D(16, 3, activation="relu")
        self.mean = layers.GlobalAveragePooling2D()
        self.drop = layers.Dropout(0.2)
        self.head = layers.Dense(n_classes, activation="softmax")

    def call(self, images, training=False):
        x = self.pool(self.first(self.scale(images)))
        return self.head(self.drop(self.mean(self.second(x)), training=training))


def cnn_model(input_shape, n_classes):
    model = SmallCNN(n_classes)
    model.compile("rmsprop", keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model
