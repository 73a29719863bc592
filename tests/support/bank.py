"""An answer of a TP's bank through the cells of its exercise, visible and hidden: what `test_answers_tpN.py` share."""

import importlib

from course_admin.answers import FUNCTIONS, reference
from course_utils.checks.engine import CheckFailed

VISIBLE, HIDDEN = "course_utils.checks", "course_admin.hidden"


def cells(tp, answer, also=()):
    """The test cells of an answer's exercise: its number and the functions given, the reference's where it has none.

    `also` holds `(function, keyword)`: further cells that judge the same function under another keyword.
    """
    for exercise, names in FUNCTIONS[tp].items():
        if answer.exercise not in (None, exercise):
            continue
        functions = {name: reference(tp)[name] for name in names} | answer.load()
        for name in names:
            yield exercise, {name: functions[name]}
            yield from ((exercise, {keyword: functions[name]}) for function, keyword in also if function == name)


def faults(tp, answer, also=(), sides=(VISIBLE, HIDDEN)):
    """What each module finds in each cell that it fails: `(VISIBLE or HIDDEN, exercise, CheckFailed)`."""
    found = []
    for exercise, functions in cells(tp, answer, also):
        for side in sides:
            check = getattr(importlib.import_module(f"{side}.{tp}"), f"exercise_{exercise}")
            try:
                check(**functions)
            except CheckFailed as failure:
                found.append((side, exercise, failure))
    return found


def misconceptions(found):
    """The ids of the misconceptions that were recognised."""
    return {failure.mistake for _, _, failure in found if failure.mistake}


def name(answer):
    """The id of an answer's test."""
    return answer.name


def assert_recognised(answer, found):
    """A wrong answer fails the hidden tests, since students see the others; its misconception alone is named."""
    assert any(side == HIDDEN for side, _, _ in found), "the hidden tests must fail it: students see the others"
    if answer.mistake:
        assert misconceptions(found) == {answer.mistake}, [str(failure) for _, _, failure in found]
