import json
import os
import sys
from pathlib import Path

import pytest
import small_class
from nbgrader.api import get_alembic_version
from sqlalchemy import text

from course_admin.base.errors import CourseError
from course_admin.records import gradebook
from course_admin.records.handins import HandIn
from course_admin.records.verdict import Marked, Verdict


@pytest.fixture
def course(tmp_path):
    return small_class.make(tmp_path)


def work(notebook, rewritten=(), **points):
    verdicts = tuple(Verdict(name, value, value, "passed") for name, value in points.items())
    return Marked("graded", notebook=json.dumps(notebook), verdicts=verdicts, rewritten=tuple(rewritten))


def save(course, declared, done, student="ana"):
    one = HandIn(student, "Ana", "ana@etu.example", "", "", submitted_at="2026-10-17T10:00:00+02:00")
    with gradebook.opened(course) as book:
        gradebook.save(book, course.assignment("tp1"), declared, one, done)


def scores(course, student="ana"):
    with gradebook.opened(course) as book:
        return {cell.grade_id: cell for cell in gradebook.scores(book, course.assignment("tp1"))[student]}


def test_the_instructor_s_cells_are_declared(course):
    declared = gradebook.declare(course.assignment("tp1"))
    assert declared.tests == {"test_ex3_count_parameters": 1, "test_ex4_mse": 1, "test_ex4_mse_gradient": 2}
    assert declared.by_hand == {"ex10_reponse": 1}
    assert declared.blanks == {"ex10_reponse": "Votre réponse ici."}
    with gradebook.opened(course) as book:
        assert gradebook.maxima(book, course.assignment("tp1")) == (4, 1)
        assert "BEGIN HIDDEN" in book.find_source_cell("test_ex4_mse", "petit", "tp1").source
    assert gradebook.declare(course.assignment("tp1")) == declared


def test_scores_are_recorded(course):
    declared = gradebook.declare(course.assignment("tp1"))
    save(course, declared, work(small_class.solved(course), test_ex4_mse=1.0))
    found = scores(course)
    assert {name: cell.score for name, cell in found.items() if cell.max_score} == {
        "test_ex3_count_parameters": 0, "test_ex4_mse": 1, "test_ex4_mse_gradient": 0, "ex10_reponse": None,
    }  # fmt: skip
    assert [name for name, cell in found.items() if cell.by_hand] == ["ex10_reponse"]


@pytest.mark.parametrize("answer", ["Votre réponse ici.", "", "  Votre réponse ici.\n"])
def test_an_answer_left_as_it_was_is_a_zero(course, answer):
    declared = gradebook.declare(course.assignment("tp1"))
    save(course, declared, work(small_class.solved(course, ex10_reponse=answer)))
    assert (scores(course)["ex10_reponse"].score, scores(course)["ex10_reponse"].comment) == (0, "Pas de réponse.")


def test_what_a_marker_entered_outlives_every_new_marking(course):
    tp1 = course.assignment("tp1")
    declared = gradebook.declare(tp1)
    save(course, declared, work(small_class.solved(course), test_ex4_mse=0.0))
    with gradebook.opened(course) as book:
        for name, score in (("ex10_reponse", 0.5), ("test_ex4_mse", 0.75)):
            grade = book.find_grade(name, "petit", "tp1", "ana")
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, 0.25, False
        book.find_comment("ex10_reponse", "petit", "tp1", "ana").manual_comment = "Bien."
        book.db.commit()
    gradebook.declare(tp1)
    save(course, declared, work(small_class.solved(course, ex10_reponse=""), test_ex4_mse=1.0))
    found = scores(course)
    assert found["ex10_reponse"].score == 0.75 and found["ex10_reponse"].comment == "Bien."
    assert found["test_ex4_mse"].score == 1.0
    with gradebook.opened(course) as book:  # the test's own score changed since: for the marker to look at
        assert book.find_grade("test_ex4_mse", "petit", "tp1", "ana").needs_manual_grade


def test_cells_cannot_be_removed_once_there_are_scores(course):
    tp1 = course.assignment("tp1")
    save(course, gradebook.declare(tp1), work(small_class.solved(course)))
    source = json.loads((course.sources / tp1.path).read_bytes())
    source["cells"] = [cell for cell in source["cells"] if small_class.grade_id(cell) != "test_ex4_mse"]
    (course.sources / tp1.path).write_text(json.dumps(source))
    with pytest.raises(CourseError, match="graded cells were added or removed"):
        gradebook.declare(tp1)
    assert "test_ex4_mse" in scores(course)


def test_the_date_is_utc_where_nbgrader_reads_it(course):
    save(course, gradebook.declare(course.assignment("tp1")), work(small_class.solved(course)))
    stamp = (course.build / "submitted" / "ana" / "tp1" / "timestamp.txt").read_text()
    assert stamp == "2026-10-17 08:00:00 UTC\n"
    with gradebook.opened(course) as book:
        submission = book.find_submission("tp1", "ana")
        assert submission.timestamp.isoformat() == "2026-10-17T08:00:00"
        assert submission.total_seconds_late == 0


def test_a_fresh_gradebook_says_the_version_that_nbgrader_would_write(course, monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    with gradebook.opened(course) as book:
        (version,) = book.db.execute(text("SELECT version_num FROM alembic_version")).one()
    assert version == get_alembic_version()
