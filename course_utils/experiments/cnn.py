"""The small convolutional networks of chapter 5, and how to train them: the notebook one seed, the authors five.

Networks are lists of Keras layers, or a model where one path is not enough. Images are (n, side, side, planes).
"""

import numpy as np


def convolutional(planes=(8, 16), hidden=28, outputs=10):
    """Two convolutions, two poolings, a dense head: 12 766 parameters in front of 28 × 28 pixels."""
    from keras import layers

    stack = []
    for filters in planes:
        stack += [layers.Conv2D(filters, 3, activation="relu"), layers.MaxPooling2D()]
    head = [layers.Dense(hidden, activation="relu"), layers.Dense(outputs, activation="softmax")]
    return [*stack, layers.Flatten(), *head]


def dense(width, outputs=10):
    """One hidden layer of `width` neurons."""
    from keras import layers

    return [layers.Flatten(), layers.Dense(width, activation="relu"), layers.Dense(outputs, activation="softmax")]


def with_dropout(place=None, rate=0.4, normalise=False, spatial=False):
    """Two convolutions, with dropout on the "conv" outputs, after the "pool", or nowhere; batch normalisation or not.

    `spatial` drops whole maps (`SpatialDropout2D`) instead of single pixels.
    """
    from keras import layers

    stack = []
    for filters in (8, 16):
        drop = [(layers.SpatialDropout2D if spatial else layers.Dropout)(rate)]
        stack.append(layers.Conv2D(filters, 3, use_bias=not normalise))
        stack += [layers.BatchNormalization(momentum=0.9)] if normalise else []
        stack.append(layers.Activation("relu"))
        stack += drop if place == "conv" else []
        stack.append(layers.MaxPooling2D())
        stack += drop if place == "pool" else []
    return [*stack, layers.Flatten(), layers.Dense(10, activation="softmax")]


def deep_network(residual, blocks=10, planes=8):
    """A model of 2 × `blocks` convolutions 3 × 3 of `planes` maps, 14 × 14 pixels in, ten classes out.

    With `residual`, each pair of convolutions adds its answer to its input (He et al., 2016); without it replaces it.
    Nothing else differs, not even the number of parameters.
    """
    import keras
    from keras import layers

    image = keras.Input((14, 14, 1))
    x = layers.MaxPooling2D()(layers.Conv2D(planes, 3, padding="same")(image))
    for _ in range(blocks):
        y = x
        for _ in range(2):
            y = layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(y))
            y = layers.Conv2D(planes, 3, padding="same", kernel_initializer="he_normal")(y)
        x = layers.add([x, y]) if residual else y
    x = layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(x))
    return keras.Model(image, layers.Dense(10, activation="softmax")(layers.GlobalAveragePooling2D()(x)))


def train(network, X, y, seed, epochs=7, learning_rate=0.004, batch_size=100, redraw=None):
    """The model that `network()` builds (a list of layers, or a model), trained on `X`, `y`; and its losses by epoch.

    The same `seed` gives the same model. `redraw(X, rng)`, where it is given, changes the images before each epoch.
    """
    import keras

    keras.utils.set_random_seed(seed)
    built = network()
    model = keras.Sequential([keras.Input(X.shape[1:]), *built]) if isinstance(built, list) else built
    steps = max(1, len(X) // batch_size)
    model.compile(
        keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", steps_per_execution=min(10, steps)
    )
    rng, losses = np.random.default_rng(seed), []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        images = redraw(X[order], rng) if redraw else X[order]
        losses += model.fit(images, y[order], batch_size=batch_size, shuffle=False, verbose=0).history["loss"]
    return model, losses


def accuracy(model, X, y):
    """Share of right answers."""
    return float(np.mean(model(X).numpy().argmax(axis=1) == y))
