"""What a check may know of a Keras model: the operations that it may ask for, done where the model is.

A check never holds a model. It holds an `Opaque` from a `Record`, and asks `operate` for a record of one of the
`OPERATIONS` below, done where the model is: here, or in the sandbox when a TP is marked. No configuration of a
student's is ever rebuilt elsewhere. `checks.description` says what a model is, `checks.model_inside` what goes on in
it, `checks.model_training` how it learns; `checks.networks` judges what it tells.
"""

import contextlib
import logging

import numpy as np

from course_utils.checks.builders import testimony
from course_utils.checks.description import describe, is_model
from course_utils.checks.model_inside import computes, trace, traced
from course_utils.checks.model_training import descend, evaluate, fit, history, loss_of, loss_on
from course_utils.checks.record import Step, call


def operate(operation, model, *args):
    """The `Record` of an operation of this module on a model (an `Opaque`, as a record holds it)."""
    return call(Step(OPERATIONS[operation], model), *args)


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
