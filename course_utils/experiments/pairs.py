"""Every pair (output activation, loss) on one task: networks 32-16 trained side by side, several seeds of each."""

from itertools import pairwise

import numpy as np


def train_pairs(X, y, X_new, outputs, losses, n_seeds=5, n_steps=150):
    """Outputs (n_seeds, n_losses, n_outputs, n, k) on `X_new` of networks trained on all of `X`, one a pair and a seed.

    They are stacked in the same arrays, because to prepare so many models one by one would take minutes; Adam treats
    every number apart, so that they ignore each other. The pairs of a seed start from the same weights.
    """
    import keras
    import tensorflow as tf

    pairs = [(keras.losses.get(loss), keras.activations.get(output)) for loss in losses for output in outputs]
    sizes = [X.shape[1], 32, 16, y.shape[1]]
    variables = []
    rng = np.random.default_rng(0)
    for n_in, n_out in pairwise(sizes):
        W = rng.uniform(-1, 1, (n_seeds, n_in, n_out)) * np.sqrt(6 / (n_in + n_out))
        variables.append(tf.Variable(np.repeat(W, len(pairs), axis=0), dtype="float32"))
        variables.append(tf.Variable(np.zeros((n_seeds * len(pairs), 1, n_out), "float32")))
    optimizer = keras.optimizers.Adam(0.01)
    optimizer.build(variables)

    def answers(X):
        W1, b1, W2, b2, W3, b3 = variables
        h = tf.nn.relu(tf.nn.relu(X @ W1 + b1) @ W2 + b2) @ W3 + b3
        by_pair = tf.reshape(h, (n_seeds, len(pairs), -1, sizes[-1]))
        return [output(by_pair[:, k]) for k, (_, output) in enumerate(pairs)]

    @tf.function
    def step(X, y):
        with tf.GradientTape() as tape:
            each = [tf.reduce_mean(loss(y, a)) for (loss, _), a in zip(pairs, answers(X), strict=True)]
            total = n_seeds * tf.add_n(each)
        optimizer.apply(tape.gradient(total, variables), variables)

    X, X_new = tf.constant(X, "float32"), tf.constant(X_new, "float32")
    y = tf.constant(np.repeat(y[None], n_seeds, axis=0), "float32")
    for _ in range(n_steps):
        step(X, y)
    found = np.stack([a.numpy() for a in answers(X_new)], axis=1)
    return found.reshape(n_seeds, len(losses), len(outputs), *found.shape[2:])


def symptom(answers, ceiling=False):
    """What is wrong with the answers (n_seeds, n, k) of one pair, whatever their accuracy; nothing where nothing is.

    `ceiling` looks for answers that never pass 1, where the target does; else for what is no probability.
    """
    if not np.isfinite(answers).all():
        return "nan"
    if np.ptp(answers, axis=1).max() < 1e-3:
        return f"répond\ntoujours {answers[0, 0, 0]:.3g}"
    if ceiling:
        return "ne dépasse\npas 1" if answers.max() <= 1 else ""
    outside = np.mean((answers < -1e-6) | (answers > 1 + 1e-6))
    if outside > 0:
        return f"{100 * outside:.0f} % hors\nde [0 ; 1]"
    sums = answers.sum(axis=-1)
    several = answers.shape[-1] > 1 and np.ptp(sums) > 0.01
    return f"sommes de\n{sums.min():.1f} à {sums.max():.1f}".replace(".", ",") if several else ""
