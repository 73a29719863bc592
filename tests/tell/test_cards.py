"""The cards of a feedback page: names of tests, scores reached, one cause behind many failures."""

import json
from collections import Counter
from pathlib import Path

import pytest

from course_admin.plan.course import Course
from course_admin.plan.outline import outline
from course_admin.records.gradebook import Cell
from course_admin.records.verdict import Marked, Verdict
from course_admin.tell import cards
from course_admin.tell.cause import cause_of
from course_admin.tell.names import NAMES, name

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
SETUP = "import keras\nimport numpy as np\n\nX, y = np.ones(3), 2"
STUB = "def mse(y_pred, y):\n    raise NotImplementedError"


def verdict(id, message="", points=1.0):
    return Verdict(id, 0.0 if message else points, points, "failed" if message else "passed", message)


def notebook(*cells):
    """A notebook of code cells (source, error), as bytes."""
    code = [
        {
            "cell_type": "code",
            "metadata": {},
            "source": source,
            "outputs": [{"output_type": "error", "ename": error[0], "evalue": error[1], "traceback": []}]
            if error
            else [],
        }
        for source, error in cells
    ]
    return json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda one: one.id)
def test_every_test_of_an_exercise_has_a_name_of_its_own_that_a_person_gave(assignment):
    cells = [cell for cell in outline(assignment) if cell[1].startswith("test_")]
    names = Counter((heading, name(assignment.id, id, function)) for heading, id, function in cells)
    assert not [told for told, times in names.items() if times > 1]
    assert not [told for (_, told) in names if told == "réponse" or "ex4_" in told]
    known = {id for _, id, _ in outline(assignment)}
    assert set(NAMES.get(assignment.id, {})) <= known


def test_the_score_that_a_test_printed_is_told_passed_or_not():
    heading, function = "4 · Bruiter, débruiter", "train_denoiser"
    outlines = [(heading, "test_ex4_train_denoiser", function)]
    told = "✔ train_denoiser (2 points) : il reste 71 % de l’erreur.\n\x1b[32m✔ train_denoiser\x1b[0m\n"
    for one in (verdict(outlines[0][1]), verdict(outlines[0][1], "Trop peu.")):
        cells = {one.grade_id: Cell(one.grade_id, one.points, 1.0, False)}
        (card,) = cards.cards_of(outlines, "tp4", {one.grade_id: one}, cells, {}, {one.grade_id: told})
        assert "il reste 71 % de l’erreur." in card.lines[0].text and "\x1b" not in card.lines[0].text
        assert "(2 points)" not in card.lines[0].text
        assert bool(card.reread) == (not one.passed)


def test_numbers_become_tables_where_they_are_small_arrays():
    text, tables = cards._numbers_apart("f(x) renvoie pour dw [-1.5, 2] au lieu de [1, 2]. Le signe ?")
    assert text == "f(x) renvoie pour dw d’autres nombres. Le signe ?"
    assert tables == (("renvoyé", [["−1,5", "2"]]), ("attendu", [["1", "2"]]))
    for untouched in ("f(x) renvoie 3 au lieu de 4.", "renvoie [nan, f()] au lieu de [1, 2].", "il manque un return."):
        assert cards._numbers_apart(untouched) == (untouched, ())


def test_one_cause_is_told_once_with_its_cell_and_its_points():
    stopped = ("ModuleNotFoundError", "No module named 'kers'")
    work = Marked(
        "graded",
        verdicts=(
            verdict("test_a", "a s’arrête sur une erreur NameError : name 'np' is not defined.", 2.0),
            verdict("test_b", "« keras » n’est pas défini : la cellule qui le définit s’exécute-t-elle ?", 3.0),
            verdict("test_c", "Mauvais signe.", 1.0),
            verdict("test_d", points=1.0),
        ),
        notebook=notebook((SETUP.replace("import keras", "import kers"), stopped), (STUB, None)),
    )
    cause = cause_of(work, notebook((SETUP, None), (STUB, None)).encode(), "tp1")
    assert cause.tests == {"test_a", "test_b"}
    text = " ".join(cause.sentences)
    assert "« np » (numpy), « keras » n’ont pas été importés" in text and "No module named 'kers'" in text
    assert "2 tests non réussis, soit 5 points" in text and "verifier tp1 --reparer" in text


def test_a_cell_that_is_gone_and_a_lone_failure():
    both = tuple(verdict(id, "« np » n’est pas défini : la cellule…", 1.0) for id in ("test_a", "test_b"))
    released = notebook((SETUP, None)).encode()
    gone = cause_of(Marked("graded", verdicts=both, notebook=notebook(("x = 1", None))), released, "tp1")
    assert "« np » (numpy) n’a pas été importé : la cellule « import numpy as np » n’est plus" in gone.sentences[0]
    assert cause_of(Marked("graded", verdicts=both[:1], notebook=notebook()), released, "tp1") is None
