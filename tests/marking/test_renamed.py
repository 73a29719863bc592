"""A student whose identifier changes in the roster keeps the hand-in, its dates and the marks given by hand."""

import pytest
import small_class

from course_admin.base import tables
from course_admin.collect.fetching import collect
from course_admin.marking.grade import mark
from course_admin.records import gradebook

pytestmark = pytest.mark.slow
COLUMNS = ("student", "name", "email", "repository", "group", "number")


def collected(course, rows, now="2026-10-26"):
    """Collect a roster; what was told."""
    said = []
    tables.write_csv(course.root / "students.csv", COLUMNS, [dict(zip(COLUMNS, row, strict=True)) for row in rows])
    collect(course.assignment("tp1"), course.root / "students.csv", course.moment(now), warn=said.append)
    return "\n".join(said)


@pytest.mark.parametrize(
    "before, after",
    [
        (("eve", "È", "e@x.example", "./eve", "", ""), ("eva", "È", "E@x.example", "./eve", "", "")),
        (("eve", "È", "eve@x.example", "./eve", "", "7"), ("eva", "È", "eva@x.example", "./eve", "", "7")),
        (("eve", "È", "eve@x.example", "./eve", "", ""), ("eva", "È", "eva@x.example", "./eve", "", "")),
        (("eve", "È", "e@x.example", "./eve", "g", ""), ("eva", "È", "e@x.example", "./eve", "g", "")),
    ],
)
def test_hand_marks_follow_a_new_identifier(tmp_path, before, after):
    course = small_class.make(tmp_path)
    tp1 = course.assignment("tp1")
    for name in ("eve", "adam"):
        small_class.commit(course, tmp_path / name, small_class.solved(course), "2026-10-17T10:00")
    adam = ("adam", "A", "a@x.example", "./adam", "", "8")
    collected(course, [before, adam])
    mark(tp1)
    with gradebook.opened(course) as book:
        given = book.find_grade("ex10_reponse", "petit", "tp1", "eve")
        given.manual_score, given.needs_manual_grade = 0.5, False
        book.db.commit()
    assert "eve is called eva from now on" in collected(course, [after, adam])
    for _ in range(2):
        rows = {row.student: row for row in mark(tp1)}
        assert set(rows) == {"eva", "adam"}
        assert (rows["eva"].manual_score, rows["eva"].mark, rows["adam"].mark) == (0.5, 18.0, None)
        assert "eve" not in collected(course, [after, adam], "2026-10-27")


def test_two_who_might_be_meant_are_not_guessed(tmp_path):
    course = small_class.make(tmp_path)
    small_class.commit(course, tmp_path / "eve", small_class.solved(course), "2026-10-17T10:00")
    collected(course, [("eve", "È", "e@x.example", "./eve", "", "")])
    new = [(name, "È", "e@x.example", f"./{name}", "", "") for name in ("eva", "ava")]
    said = collected(course, new)
    assert "called" not in said and "not in this roster" in said
