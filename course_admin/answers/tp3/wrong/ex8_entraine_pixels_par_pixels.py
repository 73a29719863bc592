"""No Flatten: ten numbers for each pixel."""

import keras
from keras import layers

EXERCISE = 8
MISTAKE = "entraine_forme"


def train_cnn(X, y):
    return keras.Sequential([keras.Input((28, 28, 1)), layers.Conv2D(4, 3), layers.Dense(10)])
