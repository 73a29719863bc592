"""What is asked of a function that is given a model, or that returns one: TP4."""

from dataclasses import replace

import numpy as np

from course_utils.checks.engine import REFUSED
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque
from course_utils.checks.values import numbers, same


def value_with_model(attempt, case, models):
    """`result` for a case that begins with a `Network`: the function gets a Keras model, kept in `models`."""
    network, *others = case.args
    model = models.get(id(network)) or network.built()
    record = attempt.record(replace(case, args=(model, *others)))
    if isinstance(next(iter(record.args), None), Opaque):
        models[id(network)] = record.args[0]
        after = operate("get_weights", record.args[0]).value
        if not all(np.allclose(*pair, atol=1e-6) for pair in zip(network.weights, after, strict=True)):
            raise attempt.fault(f"{attempt.describe(case)} change les poids du modèle", "modele_modifie")
    return REFUSED if record.error else record.value


def known(attempt, case, value):
    """The failure of a known mistake that gives this value, or None."""
    if same(value, case.expected, attempt.task.rtol, attempt.task.atol):
        return None
    for mistake in case.mistakes:
        if same(value, mistake.wrong, attempt.task.rtol, attempt.task.atol):
            return attempt.fault(f"{attempt.describe(case)} ne renvoie pas ce qui est attendu", mistake.id)
    return None


def output_of(model, X):
    """A model's output as float64; it has answered before."""
    array = numbers(operate("outputs", model, X).value)
    return np.full((len(X), 1), np.nan) if array is None else array.astype(float)
