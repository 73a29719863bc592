"""A step compiled with tf.function; the History filled by hand."""

import keras
import numpy as np
import tensorflow as tf

EXERCISE = 5


def train_model(model, X, y, epochs, batch_size):
    X = tf.constant(np.asarray(X), dtype=tf.float32)
    y = tf.constant(np.asarray(y).reshape(-1, 1), dtype=tf.float32)
    order = tf.random.shuffle(tf.range(len(X)))
    val, train = order[: len(X) // 4], order[len(X) // 4 :]
    data = tf.data.Dataset.from_tensor_slices((tf.gather(X, train), tf.gather(y, train)))
    data = data.shuffle(1000).batch(batch_size)
    X_val, y_val = tf.gather(X, val), tf.gather(y, val)

    @tf.function
    def step(rows, targets):
        with tf.GradientTape() as tape:
            loss = model.compute_loss(x=rows, y=targets, y_pred=model(rows, training=True))
        model.optimizer.apply_gradients(
            zip(tape.gradient(loss, model.trainable_weights), model.trainable_weights, strict=True)
        )
        return loss

    history = keras.callbacks.History()
    history.history = {"loss": [], "val_loss": []}
    best = None
    for _ in range(epochs):
        history.history["loss"].append(float(np.mean([step(*batch) for batch in data])))
        told = model.evaluate(X_val, y_val, verbose=0, return_dict=True)
        history.history["val_loss"].append(told["loss"])
        if best is None or told["loss"] < best[0]:
            best = told["loss"], model.get_weights(), len(history.history["loss"])
        if len(history.history["loss"]) - best[2] >= 15:
            break
    model.set_weights(best[1])
    return history
