"""A class of hostile repositories through the commands, from collect to the report: a row each, and inert pages."""

import csv
import re
import subprocess
import sys

import hostile_histories  # noqa: F401 (each adds its own to REPOSITORIES)
import hostile_json  # noqa: F401
import hostile_notebooks  # noqa: F401
import hostile_objects  # noqa: F401
import pytest
import small_class
from hostile_repositories import MARKS, REPOSITORIES

from course_admin.base.tables import read_csv
from course_admin.marks import rows as grade_rows

pytestmark = pytest.mark.slow

MEMORY_MB = 700  # that one command of ours may hold, its readers not counted


def run(folder, *args):
    """A command of ours; what it said and the most memory that it and its children held, in MB."""
    code = "import re, resource, sys; from course_admin.cli import main; code = 0\n"
    code += "try: code = main()\nexcept SystemExit as end: code = end.code\n"
    # Not our own `ru_maxrss`: a process inherits that from the one that started it, here the tests' own.
    code += "own = int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1]) >> 10\n"
    code += "print('PEAK', own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10); sys.exit(code)"
    done = subprocess.run([sys.executable, "-c", code, *args], cwd=folder, capture_output=True, timeout=900)
    said = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 0, said[-3000:]
    return said


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """The class, made and taken through the commands: (course, command → what it said)."""
    course = small_class.make(tmp_path_factory.mktemp("house"))
    for name in (*REPOSITORIES, "honest"):
        place = course.root / name
        small_class.commit(course, place, small_class.solved(course), "2026-10-17T10:00")
        if name != "honest":
            REPOSITORIES[name](course, place, small_class.solved(course))
    columns = "student,name,email,repository\n"
    rows = [f"{name},=1+1 <b>[/x],{name}@etu.example,./{name}\n" for name in (*REPOSITORIES, "honest")]
    (course.root / "students.csv").write_text(columns + "".join(rows))
    told = {}
    collects = ("collect", "tp1", "--students", "students.csv", "--now", "2026-10-26T08:00")
    for command in (collects, ("grade", "tp1"), ("feedback", "tp1"), ("report", "tp1")):
        told[command[0]] = run(course.root, *command)
    return course, told


def test_every_student_has_the_row_that_is_due(room):
    course, _ = room
    rows = {row["student"]: row for row in read_csv(course.build / "grades" / "tp1.csv", grade_rows.COLUMNS)}
    assert {name: rows[name]["auto_score"] for name in MARKS if MARKS[name]} == {n: m for n, m in MARKS.items() if m}
    assert {rows[name]["status"] for name in MARKS if not MARKS[name]} <= {"missing", "unreadable", "unreachable"}
    assert rows["honest"]["auto_score"] == "4" and rows["honest"]["status"] == "graded"


def test_nothing_that_a_repository_says_is_run(room):
    course, _ = room
    assert not list(course.root.rglob("run"))
    assert not (course.root / "records" / "secret").is_symlink()


def test_no_sentence_is_longer_than_a_person_reads(room):
    course, _ = room
    for row in read_csv(course.build / "grades" / "tp1.csv", grade_rows.COLUMNS):
        assert len(row["message"]) < 3000, row["student"]


def test_no_command_says_what_a_terminal_obeys(room):
    _, told = room
    for said in told.values():
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\ud800-\udfff]", said)


def test_no_command_holds_more_than_its_share(room):
    _, told = room
    for name, said in told.items():
        own, largest_child = map(int, re.search(r"PEAK (\d+) (\d+)", said).groups())
        print(name, own, largest_child)
        assert own < MEMORY_MB and largest_child < 2 * MEMORY_MB + 1024, name


def test_no_page_holds_an_element_of_a_students(room):
    course, _ = room
    pages = [*course.build.rglob("feedback/**/*.html"), *course.build.rglob("reports/*.html")]
    assert len(pages) > len(MARKS)
    for page in pages:
        text = page.read_text()
        assert not re.search(r"<script>top|<img src=x|onload=x|</title><|<style>\*", text), page
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\ud800-\udfff]", text), page


def test_no_cell_of_a_table_is_a_formula(room):
    course, _ = room
    for path in course.build.rglob("*.csv"):
        with open(path, newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        formulas = [c for c in cells if re.match(r"\s*[=+\-@]", c) and not re.fullmatch(r"-?[\d.]+", c)]
        assert not formulas, path
