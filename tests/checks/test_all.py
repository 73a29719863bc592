"""What holds for every TP's visible checks: how they are called, and that nothing a student returns breaks them."""

import functools
import inspect
from importlib import import_module
from pathlib import Path

import pytest

from course_admin.answers import FUNCTIONS, reference
from course_utils.checks import engine

ROOT = Path(__file__).parents[2]
EXERCISES = [(tp, exercise) for tp in FUNCTIONS for exercise in FUNCTIONS[tp]]


@pytest.fixture(autouse=True)
def beside_the_data(monkeypatch):
    """The project's checks read what lies beside its notebook."""
    monkeypatch.chdir(ROOT / "notebooks" / "tp" / "projet")


def exercise_of(tp, exercise):
    """The check of an exercise, and the keywords under which it takes a function of that exercise.

    What the check needs of other exercises, as the project's do, is the reference's.
    """
    check = getattr(import_module(f"course_utils.checks.{tp}"), f"exercise_{exercise}")
    keywords = inspect.signature(check).parameters
    given = {name for names in FUNCTIONS[tp].values() for name in names} - set(FUNCTIONS[tp][exercise])
    others = {name: reference(tp)[name] for name in keywords if name in given}
    return functools.partial(check, **others), [name for name in keywords if name not in others]


def unwritten(*args, **kwargs):
    raise NotImplementedError


@pytest.mark.parametrize("tp", FUNCTIONS)
def test_the_arguments_names_are_those_of_the_reference(tp):
    for name, task in import_module(f"course_utils.checks.{tp}").TASKS.items():
        assert tuple(inspect.signature(reference(tp)[name]).parameters) == task.arguments


@pytest.mark.parametrize(("tp", "exercise"), EXERCISES)
def test_an_exercise_needs_a_function(tp, exercise):
    with pytest.raises(TypeError):
        exercise_of(tp, exercise)[0]()


@pytest.mark.parametrize(("tp", "exercise"), EXERCISES)
def test_what_is_not_written_is_told_so(tp, exercise):
    check, keywords = exercise_of(tp, exercise)
    for keyword in keywords:
        with pytest.raises(engine.CheckFailed) as failure:
            check(**{keyword: unwritten})
        assert failure.value.mistake == "pas_ecrite"


@pytest.mark.parametrize(
    "returned",
    [None, 3, "modèle", [1, 2], {"loss": 1.0}, object(), lambda x: x],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize(("tp", "exercise"), EXERCISES)
def test_whatever_comes_back_is_judged_without_a_crash(tp, exercise, returned):
    check, keywords = exercise_of(tp, exercise)
    for keyword in keywords:
        with pytest.raises(engine.CheckFailed):
            check(**{keyword: lambda *args, **kwargs: returned})


def test_a_copy_beside_an_exercise_is_no_exercise(tmp_path, monkeypatch):
    """JupyterLab's « Dupliquer » makes ex1_double-Copy1.py; the tenth exercise comes after the ninth."""
    package = tmp_path / "seances"
    package.mkdir()
    for name, number in (("ex10_dixieme", 10), ("ex9_neuvieme", 9), ("ex9_neuvieme-Copy1", 1), ("extra", 2)):
        (package / f"{name}.py").write_text(f"EXERCISE = {number}")
    (package / "ex9_aide.py").write_text("")
    (package / "__init__.py").write_text(
        'from course_utils.checks.exercise import collected\nFOUND = collected("seances.ex*")\n'
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert import_module("seances").FOUND == [9, 10]
