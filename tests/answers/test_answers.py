"""The bank of answers of every TP is well formed, large enough, and where the frozen numbers come from."""

import json
from importlib import import_module
from pathlib import Path

import pytest
from bank import name

import course_utils.checks
from course_admin.answers import ANSWERS, FUNCTIONS, answers, numbers
from course_admin.author import freeze

TPS = [tp for tp in FUNCTIONS if (ANSWERS / tp).is_dir()]
EXERCISES = [(tp, exercise) for tp in TPS for exercise in FUNCTIONS[tp]]

FROZEN = [tp for tp in TPS if Path(course_utils.checks.__file__).with_name(f"{tp}.json").is_file()]

TOO_SLOW = {"train_n_apprend_pas", "erreur_ne_baisse_pas"}  # said where nothing more exact is known, after minutes

every_tp = pytest.mark.parametrize("tp", TPS)


@pytest.mark.parametrize(
    ("tp", "answer"), [(tp, a) for tp in TPS for a in answers(tp)], ids=lambda x: getattr(x, "name", str(x))
)
def test_an_answer_defines_functions_of_its_exercise_and_says_what_it_is(tp, answer):
    assert answer.functions
    assert answer.says
    assert name(answer) == "reference" or name(answer).startswith(f"ex{answer.exercise}_")
    if answer.right and answer.exercise:
        assert set(answer.functions) == set(FUNCTIONS[tp][answer.exercise])


@pytest.mark.parametrize(("tp", "exercise"), EXERCISES)
def test_the_bank_is_large_enough(tp, exercise):
    assert sum(a.right and a.exercise == exercise for a in answers(tp)) >= 3
    assert sum(not a.right and a.exercise == exercise for a in answers(tp)) >= 6


@every_tp
def test_every_hint_has_an_answer_that_earns_it(tp):
    earned = {answer.mistake for answer in answers(tp)}
    tasks = import_module(f"course_utils.checks.{tp}").TASKS
    assert {id for task in tasks.values() for id in task.hints} <= earned | TOO_SLOW


@pytest.mark.parametrize("tp", FROZEN)
def test_the_frozen_numbers_are_those_of_the_bank(tp):
    path = Path(course_utils.checks.__file__).with_name(f"{tp}.json")
    stored, made = json.loads(path.read_text()), json.loads(freeze.frozen(tp))
    assert list(stored) == list(made)
    for function, cases in made.items():
        for old, new in zip(stored[function], cases, strict=True):
            assert list(old["wrong"]) == list(new["wrong"])
            assert _flat(old) == pytest.approx(_flat(new), rel=1e-9, abs=1e-12, nan_ok=True)


@every_tp
def test_the_points_of_the_checks_are_those_of_the_notebook(tp):
    """`python -m course_admin.author.freeze tpN` writes them again."""
    assert (freeze.CHECKS / tp / "points.json").read_text(encoding="utf-8") == freeze.worth(tp)


def test_a_number_that_hangs_on_rounding_is_not_frozen():
    task = "pca_reconstruct"
    checks = import_module("course_utils.checks.tp4")
    first, _, fewer_rows, *_ = numbers.completed("tp4", task, checks.CASES[task], checks.TASKS[task].hints)
    gone = {mistake.id for mistake in first.mistakes} - {mistake.id for mistake in fewer_rows.mistakes}
    assert gone == {"acp_plus_petites", "acp_lignes_pour_colonnes", "acp_toutes"}  # bases of a null space
    assert "acp_codes" in {mistake.id for mistake in fewer_rows.mistakes}


def _flat(value):
    """The numbers of a nested structure, in order."""
    if isinstance(value, dict):
        return [number for key in value for number in _flat(value[key])]
    if isinstance(value, list):
        return [number for item in value for number in _flat(item)]
    return [value]
