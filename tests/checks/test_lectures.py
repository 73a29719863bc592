"""The short questions of the chapters: they print, never raise, and cannot be read off the data."""

import json
from pathlib import Path

import numpy as np
import pytest

from course_admin.author.questions import main, write
from course_utils import environment
from course_utils.checks import lectures


@pytest.fixture
def questions(tmp_path, monkeypatch):
    """An empty folder of questions."""
    monkeypatch.setattr(lectures, "QUESTIONS", tmp_path)
    lectures.entries.cache_clear()
    lectures._failures.clear()
    yield tmp_path
    lectures.entries.cache_clear()


def asked(capsys, id, answer):
    lectures.question(id, answer)
    return capsys.readouterr().out


def test_a_choice_however_typed(questions, capsys):
    main(["02_test", "ch2_a", "--choice", "dérivée", "--hint", "aire=Non.", "--broader", "Relisez."])
    for answer in ("derivee", " Dérivée "):
        assert "✔" in asked(capsys, "ch2_a", answer)
    assert asked(capsys, "ch2_a", "aire") == "✘ Pas encore. Non.\n"
    assert asked(capsys, "ch2_a", "b") == "✘ Pas encore. Relisez.\n"


@pytest.mark.parametrize("answer", [None, ..., np.nan, "deux", object(), [1, [2]], {"a": 1}, np.array([]), b"x"])
def test_nothing_raises(questions, capsys, answer):
    write("c", "number", numbers=[2])
    write("c", "word", answers=["b"])
    for id in ("number", "word", "absent"):
        assert "✔" not in asked(capsys, id, answer)


def test_numbers_within_a_tolerance(questions, capsys):
    main(["c", "one", "--number", "0.333", "--tolerance", "0.01"])
    main(["c", "two", "--number", "2,-3"])
    for answer in (1 / 3, np.float32(0.33), np.array([0.333]), "0.33"):
        assert "✔" in asked(capsys, "one", answer)
    for answer in ((2, -3), [2.0, -3.0], np.array([[2], [-3]])):
        assert "✔" in asked(capsys, "two", answer)
    assert "✘" in asked(capsys, "two", (-3, 2))


def test_truth_values_and_sets(questions, capsys):
    main(["c", "true", "--false", "--hint", "vrai=Essayez."])
    main(["c", "set", "--choice", "a", "--choice", "c", "--set"])
    for answer in (False, np.False_, "faux", "False"):
        assert "✔" in asked(capsys, "true", answer)
    assert "Essayez." in asked(capsys, "true", True)
    for answer in (["c", "A"], {"a", "c"}, ("a", "c")):
        assert "✔" in asked(capsys, "set", answer)
    assert "✘" in asked(capsys, "set", ["a"])


def test_a_hint_may_be_about_a_list(capsys, questions):
    main(["c", "ch9_list", "--number", "2,0", "--hint", "0,1=Presque.", "--wrong", "Non."])
    lectures.question("ch9_list", [0, 1])
    lectures.question("ch9_list", [5, 5])
    assert capsys.readouterr().out == "✘ Pas encore. Presque.\n✘ Pas encore. Non.\n"


def test_the_answer_is_not_readable(questions):
    write("c", "word", answers=["photographie"])
    write("c", "number", numbers=[207937.0])
    stored = (questions / "c.json").read_text()
    assert "photographie" not in stored and "207937" not in stored


def test_an_id_names_one_question(questions):
    write("c", "same", answers=["a"])
    write("d", "same", answers=["b"])
    with pytest.raises(ValueError, match="exists in another chapter"):
        lectures.question("same", "a")


def test_every_question_of_the_chapters_is_well_formed():
    for path in Path(lectures.__file__).with_name("questions").glob("*.json"):
        for id, entry in json.loads(path.read_text(encoding="utf-8")).items():
            assert ("answers" in entry) != ("numbers" in entry), id
            assert set(entry) <= {"answers", "numbers", "tolerance", "hints", "wrong", "broader", "right"}, id


def test_a_decimal_comma_is_understood_and_told(questions, capsys):
    main(["c", "tenth", "--number", "0.2"])
    main(["c", "two", "--number", "2,3"])
    lectures.question("tenth", 0, 2)
    told = capsys.readouterr().out
    assert "s’écrit avec un point" in told and "✔" in told
    assert "✔" in asked(capsys, "tenth", (0, 2))
    lectures.question("two", 2, 3)
    assert capsys.readouterr().out.startswith("✔")


def test_zeros_after_a_decimal_comma_are_told_in_a_notebook(capsys):
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell.instance()
    try:
        lectures._tell_errors()
        shell.run_cell("x = 0,0039")
        assert "virgule" in capsys.readouterr().out
        shell.run_cell("x = = 2")
        assert "Ligne 1 de cette cellule" in capsys.readouterr().out
    finally:
        InteractiveShell.clear_instance()


def test_a_missing_library_is_still_told_where_questions_are_asked(capsys, monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell

    def missing():
        raise environment.EnvironmentProblem("Il manque une bibliothèque.")

    monkeypatch.setattr(environment, "_compare", missing)
    shell = InteractiveShell.instance()
    try:
        environment.explain_missing_libraries(shell)
        lectures._tell_errors()
        shell.run_cell("import a_library_that_nobody_has")
        told = capsys.readouterr().out
        assert "Il manque une bibliothèque." in told and "No module named" not in told
        shell.run_cell("x = 0,0039")
        assert "virgule" in capsys.readouterr().out
    finally:
        InteractiveShell.clear_instance()
