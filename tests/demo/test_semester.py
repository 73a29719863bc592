"""A whole semester by the command itself, its clock given: four TPs and the project, from a release to the jury's file.

Three students: one has all right, one makes known mistakes and once hands in late, one stops coming after TP1.
"""

import subprocess
import sys
from datetime import timedelta

import pytest

from course_admin.base.git import git
from course_admin.base.tables import read_csv, write_csv
from course_admin.demo import semester as demo
from course_admin.demo.sample_class import Commit, fill
from course_admin.marks import rows as grade_rows
from course_admin.plan.course import Course
from course_admin.records import gradebook
from course_utils import maj

pytestmark = [pytest.mark.slow, pytest.mark.assignments]

STUDENTS = ("ana", "bob", "cyd")
MISTAKES = {
    "tp1": ("wrong/ex7_backward_somme",),
    "tp2": ("wrong/ex7_bruit_gaussien",),
    "tp3": ("wrong/ex3_conv_retourne",),
    "tp4": ("wrong/ex3_acp_ajustee_sur_x",),
    "projet": ("wrong/ex1_pieds_gardes",),
}
LATE = {"tp3": timedelta(hours=20)}  # bob


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The real TPs with the demo's dates, in a folder with records of its own.

    Its secret is always the same: under some, a student's own trees teach the reference answer too little for the
    project's last point.
    """
    planned = demo._plan(Course.load(), tmp_path_factory.mktemp("semester"), tuple(demo.DATES))
    planned.records.mkdir(parents=True, exist_ok=True)
    (planned.records / "secret").write_bytes((300).to_bytes(32))
    return planned


def run(course, *words, fails=False):
    """The command, as an instructor types it; what it printed."""
    command = [sys.executable, "-m", "course_admin", *map(str, words), "--course", course.root / "course.toml"]
    done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=900)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def roster(assignment):
    """students.csv of a TP; the project has repositories of its own."""
    end = f"-{assignment.id}" if assignment.individual else ""
    rows = [
        {"student": one, "name": one.title(), "email": f"{one}@etu.example", "repository": f"./{one}{end}", "group": ""}
        for one in STUDENTS
    ]
    path = assignment.course.root / f"students{end}.csv"
    write_csv(path, ("student", "name", "email", "repository", "group"), rows)
    return path


def hand_in(assignment, student, released):
    """One student's commit, in a clone of the release that holds the work of the TPs before."""
    place = assignment.course.root / (f"{student}-{assignment.id}" if assignment.individual else student)
    if place.exists():
        maj.update(place, str(released))
    else:
        git("clone", "--quiet", released, place)
        git("config", "user.name", student.title(), cwd=place)
        git("config", "user.email", f"{student}@etu.example", cwd=place)
    late = LATE.get(assignment.id, timedelta()) if student == "bob" else timedelta()
    date = assignment.deadline - timedelta(hours=1) + late
    answers = MISTAKES[assignment.id] if student == "bob" else ()
    notebook = place / assignment.path
    notebook.write_bytes(fill(assignment.id, notebook.read_bytes(), Commit(date.isoformat(), answers=answers)))
    git("add", "--all", cwd=place)
    who = {"name": student.title(), "email": f"{student}@etu.example"}
    git("commit", "--quiet", "-m", f"Rend {assignment.id}", cwd=place, identity=who, date=date)


def mark_by_hand(assignment):
    """What a marker does in formgrader: all points to every written answer that waits."""
    with gradebook.opened(assignment.course) as book:
        for submission in book.assignment_submissions(assignment.id):
            for notebook in submission.notebooks:
                for given in notebook.grades:
                    if given.needs_manual_grade:
                        given.manual_score, given.needs_manual_grade = given.max_score, False
        book.db.commit()


def test_a_semester(course):
    for assignment in course.assignments:
        id, students = assignment.id, roster(assignment)
        to = course.root / ("release-each" if assignment.individual else "release")
        asked = ("--students", students) if assignment.individual else ()
        run(course, "release", id, "--to", to, *asked, "--now", assignment.opens.isoformat())
        for student in STUDENTS if id == "tp1" else STUDENTS[:2]:
            hand_in(assignment, student, to / student if assignment.individual else to)
        after = (assignment.closes + timedelta(minutes=1)).isoformat()
        run(course, "collect", id, "--students", students, "--now", after)
        run(course, "grade", id)
        mark_by_hand(assignment)
        run(course, "grade", id)
        run(course, "feedback", id, "--now", after)
        rows = {row["student"]: row for row in read_csv(course.build / "grades" / f"{id}.csv", grade_rows.COLUMNS)}
        assert rows["ana"]["mark"] == "20", (id, rows["ana"])
        assert 10 < float(rows["bob"]["mark"]) < 20, (id, rows["bob"])
        assert (course.build / "feedback" / "bob" / f"{id}.html").is_file()
        assert float(rows["bob"]["penalty"]) == (1 if id in LATE else 0)

    last = course.assignments[-1]
    over = (last.closes + timedelta(days=1)).isoformat()
    run(course, "release", last.id, "--to", course.root / "release-each", "--students", students, "--now", over)
    corriges = course.root / "release-each" / "ana" / "notebooks" / "corriges"
    assert sorted(path.stem for path in corriges.glob("*.ipynb")) == ["projet", "tp1", "tp2", "tp3", "tp4"]
    run(course, "report")
    assert (course.build / "reports" / "module.html").is_file()

    (course.root / "exam.csv").write_text("student;mark\nana;15\nbob;6,5\ncyd;ABI\n")
    run(course, "marks", "--exam", "exam.csv")
    first = jury(course)
    (course.root / "exam.csv").write_text("student;mark;second\nana;15;\nbob;6,5;12\ncyd;ABI;ABI\n")
    run(course, "marks", "--exam", "exam.csv")
    second = jury(course)
    assert first["ana"] == second["ana"] == 17.5
    assert second["bob"] == pytest.approx(first["bob"] + (12 - 6.5) / 2)
    assert first["cyd"] == second["cyd"] == 2.0  # 20 in TP1, then nothing: (20 / 5 + 0) / 2


def jury(course):
    """The module's marks, as the jury reads them."""
    rows = read_csv(course.build / "marks.csv", ["student", "mark"])
    return {row["student"]: float(row["mark"]) for row in rows}
