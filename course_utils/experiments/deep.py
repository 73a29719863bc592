"""Deep and narrow networks on small digits, without or with batch normalisation, several seeds side by side."""

from itertools import pairwise

import numpy as np


def train_deep(X, y, activation, normalise, n_seeds=5, n_layers=6, width=16, epochs=10, learning_rate=0.1):
    """`n_seeds` networks of `n_layers` hidden layers, each with its weights, trained by SGD on `X` (n, 64), labels `y`.

    Returns a dictionary: `loss` (n_seeds, epochs), the mean over each epoch's batches; `start`, the weighted sums that
    enter the activations before training, normalised or not, (n_layers, 200, n_seeds, width); and `answer`, a function
    from images to probabilities (n, n_seeds, 10), with the running statistics.
    """
    import keras
    import tensorflow as tf

    rng = np.random.default_rng(0)
    sizes = [X.shape[1], *[width] * n_layers, 10]
    weights, biases = [], []
    for n_in, n_out in pairwise(sizes):
        W = rng.uniform(-1, 1, (n_seeds, n_in, n_out)) * np.sqrt(6 / (n_in + n_out))
        weights.append(tf.Variable(W, dtype="float32"))
        biases.append(tf.Variable(np.zeros((n_seeds, 1, n_out)), dtype="float32"))
    normal = [keras.layers.BatchNormalization(momentum=0.9) if normalise else None for _ in range(n_layers)]
    for layer in filter(None, normal):
        layer.build((None, n_seeds * width))
    phi = keras.activations.get(activation)

    def forward(X, training):
        h, sums = tf.repeat(X[None], n_seeds, axis=0), []  # (n_seeds, n, width)
        for W, b, layer in zip(weights, biases, normal, strict=False):
            z = h @ W + b
            if layer:  # a neuron of a network is one column of the layer's: each has its own mean and variance
                columns = tf.reshape(tf.transpose(z, (1, 0, 2)), (-1, n_seeds * width))
                columns = layer(columns, training=training)
                z = tf.transpose(tf.reshape(columns, (-1, n_seeds, width)), (1, 0, 2))
            sums.append(z)
            h = phi(z)
        return h @ weights[-1] + biases[-1], sums

    learnt = [*weights, *biases, *(v for layer in normal if layer for v in layer.trainable_variables)]
    optimizer = keras.optimizers.SGD(learning_rate)
    optimizer.build(learnt)

    @tf.function
    def step(X, y):
        with tf.GradientTape() as tape:
            logits, _ = forward(X, training=True)
            each = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.repeat(y[None], n_seeds, axis=0), logits)
            losses = tf.reduce_mean(each, axis=1)
            total = tf.reduce_sum(losses)
        optimizer.apply(tape.gradient(total, learnt), learnt)
        return losses

    X, y = tf.constant(X, "float32"), tf.constant(y, "int32")
    start = np.array(forward(X[:200], training=True)[1]).transpose(0, 2, 1, 3)
    history = []
    for _ in range(epochs):
        batches = rng.permutation(len(X)).reshape(-1, 60)
        history.append(np.mean([step(tf.gather(X, rows), tf.gather(y, rows)) for rows in batches], axis=0))

    def answer(images):
        logits, _ = forward(tf.constant(images, "float32"), training=False)
        return tf.nn.softmax(logits).numpy().transpose(1, 0, 2)

    return {"loss": np.array(history).T, "start": start, "answer": answer}
