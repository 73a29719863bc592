"""What a Keras model is asked of its training, done where the model is: steps, losses, a history.

These are operations of `checks.models`, which names them.
"""

import contextlib

import numpy as np


def fit(model, X, y, epochs, batch_size):
    """Train the model; the history as a dict of lists."""
    return model.fit(X, y, epochs=epochs, batch_size=batch_size, verbose=0).history


def descend(model, X, y, steps):
    """The loss of each of `steps` gradient steps on the same batch, all of X."""
    try:
        step = _step(model, X, y)
        return [float(step()) for _ in range(steps)]
    except Exception:  # a model that is trained in a way of its own, or that stops on an error: this one will tell
        return [float(model.train_on_batch(X, y, return_dict=True)["loss"]) for _ in range(steps)]


def evaluate(model, X, y):
    """What `evaluate` tells, loss and metrics by name; in one batch and without building a graph, which is quicker."""
    eagerly, model.run_eagerly = model.run_eagerly, True
    try:
        told = model.test_on_batch(_tensor(X), _tensor(y), return_dict=True)
    finally:
        model.run_eagerly, model.test_function = eagerly, None
    return {name: float(value) for name, value in told.items() if np.ndim(value) == 0}


def loss_of(model, X, y):
    """The loss that the model was compiled with, on its own outputs, without penalties on weights or activations."""
    return loss_on(model, y, model(X, training=False))


def loss_on(model, y, output):
    """The loss that the model was compiled with, of an `output` that is given, without penalties of the model's."""
    total = model.compute_loss(y=y, y_pred=output, training=False)
    return float(np.sum(total)) - sum(float(penalty) for penalty in model.losses)


def history(thing):
    """Whether an object is a Keras `History`, and its `history` as lists of numbers by name."""
    import keras

    is_history = isinstance(thing, keras.callbacks.History)
    told = getattr(thing, "history", None) if is_history else thing
    told = told if isinstance(told, dict) else {}
    numbers = {}
    for name, values in told.items():
        with contextlib.suppress(TypeError, ValueError):
            numbers[str(name)] = [float(value) for value in values]
    return {"is_history": is_history, "history": numbers}


def _step(model, X, y):
    """A function that makes one gradient step on a batch and gives the loss: `train_on_batch`, but for its metrics.

    The optimizer is built before, so that the graph is traced once, where `train_on_batch` does it twice. Raises
    `ValueError` for a model that has a way of its own to make a step.
    """
    import keras
    import tensorflow as tf

    weights, X, y = model.trainable_variables, _tensor(X), _tensor(y)
    own = any(getattr(type(model), name) is not getattr(keras.Model, name) for name in ("train_step", "compute_loss"))
    if own or model.run_eagerly or not weights:
        raise ValueError("its own way")
    model.optimizer.build(weights)
    model.compute_metrics(X, y, model(X, training=False))  # stops where they do not go with the labels
    model.reset_metrics()

    @tf.function(autograph=False)
    def step():
        with tf.GradientTape() as tape:
            loss = model.compute_loss(x=X, y=y, y_pred=model(X, training=True), training=True)
            scaled = model.optimizer.scale_loss(loss)
        model.optimizer.apply_gradients(zip(tape.gradient(scaled, weights), weights, strict=True))
        return loss

    return step


def _tensor(array):
    """An array as `fit` passes it on: numbers that are not whole in Keras' precision."""
    import keras

    array = np.asarray(array)
    return keras.ops.convert_to_tensor(array, keras.config.floatx() if array.dtype.kind == "f" else array.dtype.name)
