"""What goes on inside a Keras model on a batch: its dense layers as they are called, its TensorFlow operations.

These are operations of `checks.models`, which names them.
"""

import numpy as np

from course_utils.checks.description import parts


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
