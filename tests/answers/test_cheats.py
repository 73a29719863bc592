"""Answers that know nothing: what the visible cases tell, replayed, must lose on the hidden ones, each function."""

from importlib import import_module

import numpy as np
import pytest

from course_admin.answers import FUNCTIONS
from course_utils.checks.engine import CheckFailed
from course_utils.checks.frozen import thaw

TPS = ("tp1", "tp2", "tp3", "tp4")
ASKED = [
    (tp, exercise, name)
    for tp in TPS
    for exercise, names in FUNCTIONS[tp].items()
    for name in names
    if import_module(f"course_utils.checks.{tp}").CASES.get(name)
]


def shapes(values):
    """The shapes of arguments, which a table may be looked up by."""
    return tuple(np.shape(value) if not isinstance(value, (list, tuple)) else shapes(value) for value in values)


def replay(cases):
    """A function that answers the visible cases, and elsewhere the result of one of the same shapes, or the first."""
    exact = [(repr(case.args), case.expected) for case in cases]
    alike = {shapes(case.args): case.expected for case in cases}

    def answer(*args, **kwargs):
        given = (*args, *kwargs.values())
        known = dict(exact)
        return known.get(repr(given), alike.get(shapes(given), cases[0].expected))

    return answer


@pytest.mark.parametrize(("tp", "exercise", "name"), ASKED)
def test_a_replay_of_the_visible_cases_loses(tp, exercise, name):
    cases = thaw(tp, name, import_module(f"course_utils.checks.{tp}").CASES[name])
    check = getattr(import_module(f"course_admin.hidden.{tp}"), f"exercise_{exercise}")
    with pytest.raises(CheckFailed):
        check(**{name: replay(cases)})


class Anything(float):
    """A number that says it is equal to, and close to, whatever it is compared with."""

    __eq__ = __le__ = __ge__ = __lt__ = __gt__ = lambda self, other: True
    __sub__ = __rsub__ = __abs__ = lambda self, *other: Anything()
    __hash__ = float.__hash__

    def __ne__(self, other):
        return False


def flat(values):
    """The numbers of arguments, one after the other; what is none counts nothing."""
    found = [np.zeros(0)]
    for value in values if isinstance(values, (list, tuple)) else [values]:
        if isinstance(value, (list, tuple)):
            found.append(flat(value))
        elif isinstance(value, (int, float, np.ndarray, np.generic)) and np.asarray(value).dtype.kind in "biuf":
            found.append(np.ravel(value).astype(float))
    return np.concatenate(found)


def nearest(cases):
    """The result of the visible case whose numbers are nearest, of as many."""

    def answer(*args, **kwargs):
        given = flat([*args, *kwargs.values()])
        known = [(flat(list(case.args)), case.expected) for case in cases]
        alike = [
            (np.abs(np.nan_to_num(one - given)).sum(), n) for n, (one, _) in enumerate(known) if len(one) == len(given)
        ]
        return known[min(alike)[1]][1] if alike else cases[0].expected

    return answer


def formed_as(make):
    """What `make` gives of the result of the visible case with arguments of the same shapes, or of the first."""

    def cheat(cases):
        alike = {shapes(case.args): case.expected for case in cases}

        def changed(value):
            if isinstance(value, (list, tuple)):
                return type(value)(changed(one) for one in value)
            return make(value)

        return lambda *args, **kwargs: changed(alike.get(shapes((*args, *kwargs.values())), cases[0].expected))

    return cheat


CHEATS = {
    "nearest": nearest,
    "zeros": formed_as(lambda value: np.zeros(np.shape(value))),
    "ones": formed_as(lambda value: np.ones(np.shape(value))),
    "means": formed_as(lambda value: np.full(np.shape(value), np.nanmean(flat(value)) if len(flat(value)) else 0.0)),
    "no numbers": formed_as(lambda value: np.full(np.shape(value), np.nan)),
    "infinite": formed_as(lambda value: np.full(np.shape(value), np.inf)),
    "its argument": lambda cases: lambda *args, **kwargs: [*args, *kwargs.values()][0],
    "its last argument": lambda cases: lambda *args, **kwargs: [*args, *kwargs.values()][-1],
    "nothing": lambda cases: lambda *args, **kwargs: None,
    "anything": lambda cases: lambda *args, **kwargs: Anything(),
    "an error": lambda cases: lambda *args, **kwargs: (_ for _ in ()).throw(ValueError("non")),
}


@pytest.mark.parametrize("cheat", CHEATS)
@pytest.mark.parametrize(("tp", "exercise", "name"), ASKED)
def test_a_guess_from_the_visible_cases_loses(tp, exercise, name, cheat):
    cases = thaw(tp, name, import_module(f"course_utils.checks.{tp}").CASES[name])
    check = getattr(import_module(f"course_admin.hidden.{tp}"), f"exercise_{exercise}")
    with pytest.raises(CheckFailed):
        check(**{name: CHEATS[cheat](cases)})
