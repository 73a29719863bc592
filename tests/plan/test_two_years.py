"""Two academic years, really collected and marked: last year stays readable, this year begins clean, copies show."""

import re

import pytest
import small_class

from course_admin.marking import grade
from course_admin.marks import module
from course_admin.marks import rows as grades
from course_admin.plan import year
from course_admin.plan.course import Course
from course_admin.records import handins
from course_admin.records.years import archived, begin
from course_admin.tell import report

pytestmark = pytest.mark.slow

LOOP = """\
def mse(y_pred, y):
    total = 0.0
    for a, b in zip(y_pred, y):
        difference = a - b
        total = total + difference * difference
    return total / len(y)
"""
GRADIENT = """\
def mse_gradient(X, y, w, b):
    errors = [sum(x * v for x, v in zip(row, w)) + b - t for row, t in zip(X, y)]
    dw = [2 * sum(e * row[j] for e, row in zip(errors, X)) / len(y) for j in range(len(w))]
    return __import__("numpy").array(dw), 2 * sum(errors) / len(y)
"""


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """The course in its second year, after a first one; both are marked."""
    first = small_class.make(tmp_path_factory.mktemp("course"))
    copied = small_class.solved(first, ex4_mse=LOOP, ex4_mse_gradient=GRADIENT)
    small_class.commit(first, first.root / "old", copied, "2026-10-17T10:00")
    small_class.commit(first, first.root / "repeater", small_class.solved(first), "2026-10-17T10:00")
    small_class.collected(first, ["old", "repeater"])
    grade.grade(first, first.assignment("tp1"))
    begin(first, year.moved(first, 2027, "2027-10-11"))
    second = Course.load(first.root / "course.toml")
    for name, content in {"new": copied, "own": small_class.solved(second)}.items():
        small_class.commit(second, second.root / name, content, "2027-10-16T10:00")
    small_class.collected(second, ["new", "own", "repeater"], now="2027-10-25")
    grade.grade(second, second.assignment("tp1"))
    return second


def test_each_year_has_its_own_students(years):
    tp1 = years.assignment("tp1")
    assert {one.student for one in handins.load(years, tp1)} == {"new", "own", "repeater"}
    then = archived(years, 2026)
    assert {row.student for row in grades.table(then, then.assignment("tp1"))} == {"old", "repeater"}


def test_last_years_report_can_still_be_written(years):
    then = archived(years, 2026)
    path = report.report(then, then.assignment("tp1"))
    assert path == years.build / "2026" / "reports" / "tp1.html" and "Petit TP" in path.read_text(encoding="utf-8")


def test_work_copied_from_last_year_is_shown(years):
    page = report.report(years, years.assignment("tp1")).read_text(encoding="utf-8")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "old (2026)" in said


def test_a_repeater_keeps_a_mark(years, tmp_path):
    kept = tmp_path / "kept.csv"
    kept.write_text("student,work,absence\nrepeater,tp1,14\n", encoding="utf-8")
    rows, _ = module.marks(years, absences=kept, so_far=True)
    assert {row.student: row.works["tp1"] for row in rows}["repeater"] == 14
