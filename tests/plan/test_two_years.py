"""Two academic years, really collected and marked: last year stays readable, this year begins clean, copies show.

In the second year a test of the TP counts more, a chapter is corrected, and a repeater's mark of the first is kept.
"""

import json
import re

import pytest
import small_class
import small_course

from course_admin.base.errors import CourseError
from course_admin.marking import grade
from course_admin.marks import module
from course_admin.marks import rows as grades
from course_admin.plan import year
from course_admin.plan.course import Course
from course_admin.records import gradebook, handins
from course_admin.records.years import archived, begin
from course_admin.release.repository import release
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


def mark_by_hand(course, student, score):
    """What formgrader does when a marker types a score."""
    with gradebook.opened(course) as book:
        given = book.find_grade("ex10_reponse", "petit", "tp1", student)
        given.manual_score, given.needs_manual_grade = score, False
        book.db.commit()


def count_more(course, grade_id, points):
    """Give a test of the TP other points, in its notebook and in the plan's total."""
    path = course.sources / course.assignment("tp1").path
    notebook = json.loads(path.read_bytes())
    settings = next(c for c in notebook["cells"] if small_class.grade_id(c) == grade_id)["metadata"]["nbgrader"]
    more, settings["points"] = points - settings["points"], points
    path.write_text(json.dumps(notebook), encoding="utf-8")
    plan = course.root / "course.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("points = 5", f"points = {5 + more}"), encoding="utf-8")
    return Course.load(plan)


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """The course in its second year, after a first one; both are marked."""
    first = small_class.make(tmp_path_factory.mktemp("course"))
    copied = small_class.solved(first, ex4_mse=LOOP, ex4_mse_gradient=GRADIENT)
    small_class.commit(first, first.root / "old", copied, "2026-10-17T10:00")
    small_class.commit(
        first,
        first.root / "repeater",
        small_class.solved(first, ex4_mse="def mse(y_pred, y):\n    return 0\n"),
        "2026-10-17T10:00",
    )
    small_class.collected(first, ["old", "repeater"])
    grade.mark(first.assignment("tp1"))
    mark_by_hand(first, "repeater", 1)
    begin(first, year.moved(first, 2027, "2027-10-11"))
    second = count_more(Course.load(first.root / "course.toml"), "test_ex4_mse", 6)
    for name, content in {"new": copied, "own": small_class.solved(second)}.items():
        small_class.commit(second, second.root / name, content, "2027-10-16T10:00")
    small_class.collected(second, ["new", "own", "repeater"], now="2027-10-25")
    grade.mark(second.assignment("tp1"))
    mark_by_hand(second, "own", 0)
    return second


def test_each_year_has_its_own_students(years):
    tp1 = years.assignment("tp1")
    assert {one.student for one in handins.load(tp1)} == {"new", "own", "repeater"}
    then = archived(years, 2026)
    assert {row.student for row in grades.table(then.assignment("tp1"))} == {"old", "repeater"}


def test_last_years_report_can_still_be_written(years):
    then = archived(years, 2026)
    path = report.tp_report(then.assignment("tp1"))
    assert path == years.build / "2026" / "reports" / "tp1.html" and "Petit TP" in path.read_text(encoding="utf-8")


def test_work_copied_from_last_year_is_shown(years):
    page = report.tp_report(years.assignment("tp1")).read_text(encoding="utf-8")
    said = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "old (2026)" in said


def test_a_repeater_keeps_a_mark_whatever_the_points_are_now(years, tmp_path):
    then = archived(years, 2026)
    repeater = {row.student: row for row in grades.table(then.assignment("tp1"))}["repeater"]
    assert repeater.auto_max + repeater.manual_max == 5 and repeater.mark == 16  # 4 of 5 points
    own = {row.student: row for row in grades.table(years.assignment("tp1"))}["own"]
    assert own.auto_max + own.manual_max == 10 and own.mark == 18  # 9 of 10
    kept = f"student,work,absence\nrepeater,tp1,{repeater.mark:g}\nnew,tp1,ABJ\n"
    (tmp_path / "kept.csv").write_text(kept, encoding="utf-8")
    (tmp_path / "exam.csv").write_text("student,mark\nrepeater,11\nnew,9\nown,12\n", encoding="utf-8")
    rows, amiss = module.marks(years, tmp_path / "exam.csv", tmp_path / "kept.csv")
    found = {row.student: (row.works["tp1"], row.mark) for row in rows}
    assert amiss == [] and found == {"repeater": (16, 13.5), "own": (18, 15), "new": ("ABJ", 9)}


def test_the_archived_year_can_still_be_counted(years, tmp_path):
    then = archived(years, 2026)
    (tmp_path / "exam.csv").write_text("student,mark\nrepeater,8\nold,ABI\n", encoding="utf-8")
    rows, amiss = module.marks(then, tmp_path / "exam.csv")
    assert {row.student: row.mark for row in rows}["repeater"] == 12
    assert any("old" in line and "hand-marked" in line for line in amiss)
    assert (years.build / "2026" / "marks.csv").is_file()


def test_a_corrected_chapter(tmp_path):
    """New students get the corrected chapter under its own name; those of last year keep what they had, beside it."""
    first = small_course.make(tmp_path / "course")
    release(first.assignment("tp1"), tmp_path / "students 2026", first.moment("2026-10-12T08:00"))
    begin(first, year.moved(first, 2027, "2027-10-11"))
    second = Course.load(first.root / "course.toml")
    chapter = second.sources / second.chapters[0].path
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("1 + 1", "2 + 2"), encoding="utf-8")
    with pytest.raises(CourseError, match="tp1 opens on 2027-10-11"):
        release(second.assignment("tp1"), tmp_path / "students 2027", second.moment("2026-11-30"))
    for folder in ("students 2027", "students 2026"):
        release(second.assignment("tp1"), tmp_path / folder, second.moment("2027-10-12T08:00"))
    found = {
        path.relative_to(tmp_path): path.read_text(encoding="utf-8")
        for path in tmp_path.glob("students*/**/01_*.ipynb")
    }
    kept = {f"{path.parts[0]} {path.stem}": "2 + 2" in text for path, text in found.items()}
    assert kept == {"students 2027 01_debut": True, "students 2026 01_debut": False, "students 2026 01_debut_v2": True}
