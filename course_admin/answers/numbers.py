"""The numbers of a check's cases, from the bank: what is right, and what each known mistake gives there."""

from dataclasses import replace

import numpy as np

from course_admin.answers import answers, reference
from course_utils.checks.record import record_call
from course_utils.checks.task import Mistake
from course_utils.checks.values import same


def completed(tp, name, cases, hints):
    """The cases of one function with the reference's results, and those of the mistakes that have a hint."""
    mistakes = {
        answer.mistake: answer.load()[name]
        for answer in answers(tp)
        if not answer.right and answer.mistake in hints and name in answer.functions
    }
    return [_completed(name, case, reference(tp)[name], mistakes) for case in cases]


def _completed(name, case, right, mistakes):
    """One case: a mistake that raises, changes nothing or gives what another gives has no number of its own."""
    record = record_call(right, case.args, {})
    if record.error or record.value is None:
        raise ValueError(f"{name}: the reference answer fails on {case.args}: {record.error} {record.message}")
    found = []
    for id, function in sorted(mistakes.items()):
        wrong = record_call(function, case.args, {}).value
        known = [record.value, *(mistake.wrong for mistake in found)]
        if wrong is None or not _is_determined(function, case.args, wrong):
            continue
        if not any(same(wrong, value, rtol=1e-4, atol=1e-6) for value in known):
            found.append(Mistake(id, wrong))
    return replace(case, expected=number_of(record.value), mistakes=tuple(found))


def _is_determined(function, args, result):
    """Whether a result hangs on its arguments and not on their rounding, as a basis of a null space does.

    Such a number would be another one on another processor.
    """
    nudged = record_call(function, tuple(map(_nudged, args)), {}).value
    return nudged is not None and same(result, nudged, rtol=1e-4, atol=1e-6)


def _nudged(value):
    """An array of floats changed in its last digits; as it is if it has none (whole numbers and eighths are exact)."""
    if not isinstance(value, np.ndarray) or value.dtype != np.float64 or np.array_equal(value * 8 % 1, value * 0):
        return value
    return value * (1 + 1e-12 * np.cos(np.arange(value.size)).reshape(value.shape))


def number_of(value):
    """A 0-d array as the number that it is, so that an int means a count."""
    return value.item() if getattr(value, "shape", None) == () else value
