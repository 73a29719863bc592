"""Numbers of a check as JSON, so that what students receive holds results and no formula.

Arrays, empty ones with their shape, tuples and lists keep their kind; a float keeps ten digits.

>>> melt(json.loads(json.dumps(freeze((np.array([1.5]), 2)))))
(array([1.5]), 2)
>>> melt(freeze(np.empty((0, 2)))).shape
(0, 2)
"""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from course_utils.checks.task import Mistake


@cache
def load(tp):
    """The frozen numbers of one TP: function → case by case `{"expected": …, "wrong": {mistake: …}}`."""
    return json.loads(Path(__file__).with_name(f"{tp}.json").read_text(encoding="utf-8"))


def thaw(tp, name, cases):
    """The cases of one function, completed with their frozen results."""
    entries = load(tp)[name]
    return [
        replace(
            case,
            expected=melt(entry["expected"]),
            mistakes=tuple(Mistake(id, melt(wrong)) for id, wrong in entry["wrong"].items()),
        )
        for case, entry in zip(cases, entries, strict=True)
    ]


def freeze(value):
    """A result as what JSON can hold."""
    if isinstance(value, np.ndarray):
        if value.size == 0:
            return {"empty": list(value.shape)}
        return {"array": _rounded(value.astype(float).tolist())}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__: [freeze(item) for item in value]}
    return _rounded(value)


def _rounded(value):
    """Numbers to ten digits, in nested lists."""
    if isinstance(value, list):
        return [_rounded(item) for item in value]
    return float(f"{value:.10g}") if isinstance(value, float) else value


def melt(value):
    """What `freeze` was given."""
    if not isinstance(value, dict):
        return value
    ((kind, items),) = value.items()
    if kind == "array":
        return np.array(items, dtype=float)
    if kind == "empty":
        return np.empty(items)
    return (list if kind == "list" else tuple)(melt(item) for item in items)
