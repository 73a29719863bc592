"""What a check may know of a Keras model, and the models that are given to a student's `train_*`.

A check never holds a model. It holds an `Opaque` from a `Record`, and asks `operate` for a record of `describe`,
`predict`, `get_weights` or `fit`, done where the model is: here, or in the sandbox when a TP is marked. No
configuration of a student's is ever rebuilt elsewhere.
"""

from course_utils.checks.record import call


def operate(operation, model, *args):
    """The `Record` of an operation of this module on a model (an `Opaque`, as a record holds it)."""
    if hasattr(model.thing, "operate"):
        return model.thing.operate(operation, args)
    return call(OPERATIONS[operation], model, *args)


def describe(model):
    """Layers, activations, loss, metrics, shapes, parameters as plain data; a shared layer or weight has one `id`."""
    loss = model.loss
    return {
        "layers": [_layer(layer) for layer in _flat(model)],
        "input_shape": _shape(getattr(model, "input_shape", None)),
        "output_shape": _shape(getattr(model, "output_shape", None)),
        "parameters": int(model.count_params()) if model.built else None,
        "compiled": bool(model.compiled),
        "loss": _name(loss) if loss is not None else None,
        "from_logits": bool(_from_logits(loss)),
        "metrics": [_name(metric) for metric in _metrics(model)],
        "weights": [id(weight) for weight in model.weights],
    }


def predict(model, X):
    """The model's output on X, as an array."""
    return model.predict(X, verbose=0)


def predict_of(thing, X):
    """What the `predict(X)` of any object of a student's gives."""
    return thing.predict(X)


def get_weights(model):
    """Copies of the model's arrays."""
    return [weight.copy() for weight in model.get_weights()]


def fit(model, X, y, epochs, batch_size):
    """Train the model; the history as a dict of lists."""
    return model.fit(X, y, epochs=epochs, batch_size=batch_size, verbose=0).history


OPERATIONS = {function.__name__: function for function in (describe, predict, predict_of, get_weights, fit)}


def dense(n_features, hidden=(8,), outputs=1, activation="sigmoid", loss="binary_crossentropy", metric="accuracy"):
    """A small compiled dense network."""
    import keras

    layers = [keras.layers.Dense(width, activation="relu") for width in hidden]
    layers += [keras.layers.Dense(outputs, activation=activation)]
    model = keras.Sequential([keras.Input((n_features,)), *layers])
    model.compile(optimizer="adam", loss=loss, metrics=[metric])
    return model


def autoencoder(input_dim, latent_dim):
    """A small compiled autoencoder, untrained."""
    return dense(input_dim, (latent_dim,), input_dim, "sigmoid", "mse", "mae")


BUILDERS = {function.__name__: function for function in (dense, autoencoder)}


def _flat(model):
    """All layers, those of models inside models too."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
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


def _name(thing):
    """The name of a loss, a metric or an activation, given as a string, a function or an object."""
    if isinstance(thing, str):
        return thing
    return getattr(thing, "name", None) or getattr(thing, "__name__", None) or type(thing).__name__


def _from_logits(loss):
    configuration = loss.get_config() if hasattr(loss, "get_config") else {}
    return getattr(loss, "from_logits", False) or configuration.get("from_logits", False)


def _metrics(model):
    """The metrics that `compile` was given."""
    compiled = getattr(model, "_compile_metrics", None)
    given = getattr(compiled, "_user_metrics", None) or []
    return [metric for group in given for metric in (group if isinstance(group, (list, tuple)) else [group])]


def _shape(shape):
    return list(shape) if isinstance(shape, tuple) else None
