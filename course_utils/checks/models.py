"""What a check may know of a Keras model: the operations that it may ask for, done where the model is.

A check never holds a model. It holds an `Opaque` from a `Record`, and asks `operate` for a record of one of the
`OPERATIONS` below, done where the model is: here, or in the sandbox when a TP is marked. No configuration of a
student's is ever rebuilt elsewhere. `checks.description` says what a model is, `checks.networks` judges what it tells.
"""

import contextlib
import logging

import numpy as np

from course_utils.checks.builders import testimony
from course_utils.checks.description import describe, is_model, parts
from course_utils.checks.record import Step, call


def operate(operation, model, *args):
    """The `Record` of an operation of this module on a model (an `Opaque`, as a record holds it)."""
    return call(Step(OPERATIONS[operation], model), *args)


# --- operations ------------------------------------------------------------------------------------


def outputs(model, X, training=False):
    """The model called on X in one batch, as an array; builds it where it is not built yet."""
    return np.array(model(X, training=training))


def predict(model, X):
    """The model's output on X, as an array."""
    with _quiet():
        return model.predict(X, verbose=0)


def predict_of(thing, X):
    """What the `predict(X)` of any object of a student's gives."""
    with _quiet():
        return thing.predict(X, verbose=0) if is_model(thing) else thing.predict(X)


def predict_emptied(thing, X):
    """What `predict(X)` gives while every number that TensorFlow has learnt here is 0; restored afterwards.

    What an object answers from a network, its own or one that it calls, then no longer depends on X.
    """
    import gc

    import tensorflow as tf

    learnt = [o for o in gc.get_objects() if issubclass(type(o), tf.Variable) and o.dtype.is_floating]
    kept = [variable.numpy() for variable in learnt]
    try:
        for variable in learnt:
            variable.assign(tf.zeros_like(variable))
        return np.nan_to_num(predict_of(thing, X))
    finally:
        for variable, value in zip(learnt, kept, strict=True):
            variable.assign(value)


def get_weights(model):
    """Copies of the model's arrays."""
    return [weight.copy() for weight in model.get_weights()]


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


def trace(model, X):
    """The dense layers in the order in which the model calls them on X, and what each received: a list of dicts.

    A dense layer is one that has a matrix `kernel` from its input's last axis to its output's: `Dense`, or one of the
    student's own. `input` (n, inputs) is what it received, `linear` (n, units) the same times the kernel (and plus the
    bias where it is named so); the activation comes after that.
    """
    import keras

    model(X)  # builds what is not built, once and for all
    seen, original = [], keras.Layer.__call__

    def spied(layer, *args, **kwargs):
        value = original(layer, *args, **kwargs)
        if args and not parts(layer):
            _note_dense(seen, layer, args[0], value)
        return value

    keras.Layer.__call__ = spied
    try:
        model(X, training=False)
    finally:
        keras.Layer.__call__ = original
    return seen


def computes(model, X):
    """The types of the TensorFlow operations that the model goes through on X, each once, however it is written.

    A pooling whose window is one pixel does nothing, and is not told. A mean or a maximum over the height and the
    width of images, (n, height, width, channels), adds "SpatialMean" or "SpatialMax".
    """
    import tensorflow as tf

    signature = tf.TensorSpec([None, *X.shape[1:]], tf.float32)
    graph = tf.function(lambda images: model(images, training=False)).get_concrete_function(signature).graph
    definition = graph.as_graph_def()
    nodes = [*definition.node, *(node for function in definition.library.function for node in function.node_def)]
    found = {node.op for node in nodes if "ksize" not in node.attr or max(node.attr["ksize"].list.i) > 1}
    for operation in graph.get_operations():
        if operation.type in ("Mean", "Max") and operation.inputs[0].shape.rank == 4:
            axes = tf.get_static_value(operation.inputs[1])
            if axes is not None and sorted(np.ravel(axes) % 4) == [1, 2]:
                found.add("Spatial" + operation.type)
    return sorted(found)


def traced(function, *arrays):
    """What a function of tensors gives inside a TensorFlow graph, as a training step runs it: an array."""
    import tensorflow as tf

    return np.array(tf.function(function, autograph=False)(*(tf.constant(array, tf.float32) for array in arrays)))


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


def astray(model):
    """What a model of the builder `watched` has noted in training, by name.

    "target" and "input": how far they were astray, at most; "rows": how many it was shown in all.
    """
    noted = getattr(model, "noted", None)
    return {} if noted is None else dict(zip(("target", "input", "rows"), np.array(noted).tolist(), strict=True))


OPERATIONS = {
    function.__name__: function
    for function in (
        describe,
        outputs,
        predict,
        predict_of,
        predict_emptied,
        get_weights,
        fit,
        descend,
        evaluate,
        loss_of,
        loss_on,
        trace,
        computes,
        history,
        traced,
        testimony,
        astray,
    )
}


# --- the parts of a model ---------------------------------------------------------------------------


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


@contextlib.contextmanager
def _quiet():
    """Without TensorFlow's warning that it builds many graphs: a check does."""
    logger = logging.getLogger("tensorflow")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _note_dense(seen, layer, received, value):
    """Add a call of a layer to `seen` if the layer is dense and the call went through with numbers."""
    received, value = _numbers(received), _numbers(value)
    if received is None or value is None or received.ndim < 2 or received.ndim != value.ndim:
        return
    sides = received.shape[-1], value.shape[-1]
    kernels = [np.array(weight) for weight in layer.weights if tuple(weight.shape) == sides]
    if not kernels:
        return
    rows = received.reshape(-1, sides[0])
    bias = getattr(layer, "bias", None)
    linear = rows @ kernels[0] + (np.array(bias) if bias is not None else 0)
    seen.append({"type": type(layer).__name__, "id": id(layer), "input": rows, "linear": linear})


def _numbers(value):
    """The value of a tensor, None for one that has none yet."""
    try:
        return np.array(value, dtype=float)
    except Exception:
        return None
