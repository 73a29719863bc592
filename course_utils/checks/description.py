"""What a Keras model is, as plain data: its layers, its loss, what it was compiled with; however it was written."""

import contextlib
import re


def describe(model):
    """Layers, activations, loss, metrics, shapes, parameters as plain data; a shared layer or weight has one `id`.

    Of an object that is no Keras model, `{"is_model": False}` alone. A subclassed model that was never called is not
    `built`: it has no shapes and no count of parameters yet (see `outputs`, which builds it).
    """
    if not is_model(model):
        return {"is_model": False}
    loss = _single(getattr(model, "loss", None))
    compiled = bool(getattr(model, "compiled", False))
    return {
        "is_model": True,
        "layers": [_layer(layer) for layer in _flat(model)],
        "input_shape": _shape(model, "input_shape"),
        "output_shape": _shape(model, "output_shape"),
        "built": bool(model.built),
        "parameters": int(model.count_params()) if model.built else None,
        "compiled": compiled,
        "optimizer": type(model.optimizer).__name__ if compiled and model.optimizer is not None else None,
        "loss": _loss(loss),
        "words_for_loss_weights": any(isinstance(one, str) for one in _leaves(_loss_weights(model))),
        "own_loss": not _is_of_keras(loss),
        "from_logits": bool(_from_logits(loss)),
        "metrics": [_name(metric) for metric in _metrics(model)],
        "weights": [id(weight) for weight in model.weights],
        "trainable": [id(weight) for weight in model.trainable_weights],
    }


def is_model(thing):
    import keras

    return isinstance(thing, keras.Model)


def parts(layer):
    """The layers that a layer is made of, but an activation that was given to it as a layer."""
    inner = getattr(layer, "_layers", None) or []
    return [part for part in inner if part is not getattr(layer, "activation", None)]


def _flat(model):
    """All layers, those of models and of layers inside it too, in the order in which they were given."""
    for layer in model.layers if hasattr(model, "layers") else parts(model):
        if parts(layer):
            yield from _flat(layer)
        else:
            yield layer


def _layer(layer):
    activation = getattr(layer, "activation", None)
    return {
        "type": type(layer).__name__,
        "id": id(layer),
        "activation": _name(activation) if activation is not None else None,
        "units": getattr(layer, "units", getattr(layer, "filters", None)),
        "rate": getattr(layer, "rate", None),
        "parameters": int(layer.count_params()) if layer.built else None,
    }


def _single(thing):
    """The one loss of a model with one output, however it was given."""
    if isinstance(thing, (list, tuple)) and len(thing) == 1:
        return thing[0]
    if isinstance(thing, dict) and len(thing) == 1:
        return next(iter(thing.values()))
    return thing


def _loss(loss):
    """The loss's name, the same for an alias, a function and an object: "mse" is "mean_squared_error"."""
    import keras

    if loss is None:
        return None
    if isinstance(loss, str):
        with contextlib.suppress(ValueError):
            loss = keras.losses.get(loss)
    if isinstance(loss, keras.losses.Loss):
        return _snake(type(loss).__name__)
    return _name(getattr(loss, "func", loss))  # a functools.partial names what it completes


def _is_of_keras(loss):
    """Whether a loss is one of Keras' own, and no function or class of the student's."""
    loss = getattr(loss, "func", loss)
    if isinstance(loss, str):
        return True
    return getattr(loss, "__module__", type(loss).__module__).startswith("keras.")


def _snake(name):
    """`MeanSquaredError` as `mean_squared_error`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _name(thing):
    """The name of a loss, a metric or an activation, given as a string, a function or an object."""
    if isinstance(thing, str):
        return thing
    name = getattr(thing, "name", None) or getattr(thing, "__name__", None) or type(thing).__name__
    return str(name)


def _from_logits(loss):
    configuration = {}
    if hasattr(loss, "get_config"):
        with contextlib.suppress(Exception):  # a student's own loss may not be able to tell
            configuration = loss.get_config()
    configuration = configuration | dict(getattr(loss, "keywords", None) or {})
    return getattr(loss, "from_logits", False) or configuration.get("from_logits", False)


def _loss_weights(model):
    """The `loss_weights` that `compile` was given: the argument that stands where metrics are sometimes put."""
    return getattr(getattr(model, "_compile_loss", None), "_user_loss_weights", None)


def _metrics(model):
    """The metrics that `compile` was given, weighted or not."""
    compiled = getattr(model, "_compile_metrics", None)
    given = [getattr(compiled, name, None) for name in ("_user_metrics", "_user_weighted_metrics")]
    return list(_leaves(given))


def _leaves(things):
    """All that is in nested lists and dicts, but None."""
    if isinstance(things, dict):
        things = list(things.values())
    if not isinstance(things, (list, tuple)):
        if things is not None:
            yield things
        return
    for thing in things:
        yield from _leaves(thing)


def _shape(model, name):
    """An input or output shape as a list, None where the model cannot tell."""
    try:
        shape = getattr(model, name, None)
    except Exception:  # a model that was never called
        return None
    return list(shape) if isinstance(shape, tuple) else None
