"""Every answer of TP1's bank through the checks of its exercise: right ones pass, wrong ones are told why they fail."""

import json
import re
from pathlib import Path

import pytest

import course_utils.checks
from course_admin import freeze
from course_admin.answers import FUNCTIONS, answers, reference
from course_admin.hidden import tp1 as hidden
from course_utils.checks import tp1 as visible
from course_utils.checks.engine import CheckFailed

BANK = answers("tp1")


def cells(answer):
    """The test cells of an answer's exercise: its number and the functions given, the reference's where it has none."""
    for exercise, names in FUNCTIONS["tp1"].items():
        if answer.exercise not in (None, exercise):
            continue
        functions = {name: reference("tp1")[name] for name in names} | answer.load()
        for name in names:
            yield exercise, {name: functions[name]}
            if name == "train" and answer.right:  # some wrong ones learn, some take long not to
                yield exercise, {"learns": functions[name]}


def faults(answer):
    """What each module finds in each cell that it fails: `(visible or hidden, exercise, CheckFailed)`."""
    found = []
    for exercise, functions in cells(answer):
        for checks in (visible, hidden):
            try:
                getattr(checks, f"exercise_{exercise}")(**functions)
            except CheckFailed as failure:
                found.append((checks.__name__, exercise, failure))
    return found


def name(answer):
    return answer.path.stem


@pytest.mark.parametrize("answer", [a for a in BANK if a.right], ids=name)
def test_a_right_answer_passes_every_cell(answer):
    assert faults(answer) == []


@pytest.mark.parametrize("answer", [a for a in BANK if not a.right], ids=name)
def test_a_wrong_answer_fails_and_its_misconception_is_recognised(answer):
    found = faults(answer)
    assert any(checks == hidden.__name__ for checks, _, _ in found), (
        "the hidden tests must fail it: students see the others"
    )
    named = {failure.mistake for _, _, failure in found if failure.mistake}
    if answer.mistake:
        assert named == {answer.mistake}, [str(f) for _, _, f in found]


@pytest.mark.parametrize("answer", BANK, ids=name)
def test_an_answer_defines_functions_of_its_exercise_and_says_what_it_is(answer):
    assert answer.functions
    assert answer.source.startswith('"""')
    assert answer.path.stem == "reference" or answer.path.stem.startswith(f"ex{answer.exercise}_")
    if answer.right and answer.exercise:
        assert set(answer.functions) == set(FUNCTIONS["tp1"][answer.exercise])


@pytest.mark.parametrize("exercise", FUNCTIONS["tp1"])
def test_the_bank_is_large_enough(exercise):
    assert sum(a.right and a.exercise == exercise for a in BANK) >= 3
    assert sum(not a.right and a.exercise == exercise for a in BANK) >= 6


def test_every_hint_has_an_answer_that_earns_it():
    earned = {answer.mistake for answer in BANK}
    assert {id for task in visible.TASKS.values() for id in task.hints} <= earned


def test_the_frozen_numbers_are_those_of_the_bank():
    path = Path(course_utils.checks.__file__).with_name("tp1.json")
    stored, made = json.loads(path.read_text()), json.loads(freeze.frozen("tp1"))
    assert list(stored) == list(made)
    for function, cases in made.items():
        for old, new in zip(stored[function], cases, strict=True):
            assert list(old["wrong"]) == list(new["wrong"])
            assert _flat(old) == pytest.approx(_flat(new), rel=1e-9, abs=1e-12, nan_ok=True)


def _flat(value):
    """The numbers of a nested structure, in order."""
    if isinstance(value, dict):
        return [number for key in value for number in _flat(value[key])]
    if isinstance(value, list):
        return [number for item in value for number in _flat(item)]
    return [value]


def test_a_hidden_message_holds_no_number():
    for answer in BANK:
        if answer.exercise and not answer.right and answer.exercise != 9:
            for checks, _, failure in faults(answer):
                if checks == hidden.__name__:
                    said = str(failure)
                    task = visible.TASKS[answer.functions[0]]
                    for known in (
                        "(n, 1)",
                        "float64",
                        "theta0",
                        "1e-5",
                        *task.hints.values(),
                        task.broader,
                        task.reread,
                    ):
                        said = said.replace(known, "")
                    assert not re.search(r"\d", re.sub(r"(zs|activations|dweights|dbiases)\[\d\]", "", said)), said
