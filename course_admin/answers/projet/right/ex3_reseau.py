"""A small dense network in Keras on the features, its weights held back so that its probabilities stay honest."""

import keras
import numpy as np

EXERCISE = 3


class Reseau:
    def __init__(self, X, y):
        keras.utils.set_random_seed(0)
        petit = keras.regularizers.L2(0.003)
        echelle = keras.layers.Normalization()
        echelle.adapt(X)
        cachee = keras.layers.Dense(12, activation="tanh", kernel_regularizer=petit)
        sortie = keras.layers.Dense(1, activation="sigmoid", kernel_regularizer=petit)
        self.modele = keras.Sequential([keras.Input((X.shape[1],)), echelle, cachee, sortie])
        self.modele.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
        self.modele.fit(X, y, epochs=25, batch_size=64, verbose=0)

    def predict_proba(self, table, images):
        malade = self.modele.predict(build_features(table, images).astype("float32"), verbose=0)
        return np.hstack([1 - malade, malade])


def fit(table, images, labels):
    return Reseau(build_features(table, images).astype("float32"), np.asarray(labels, dtype="float32"))
