"""A class with hostile repositories, through `course grade` itself: every row is right, the honest notice nothing."""

import json
import subprocess
import sys

import pytest
import small_class
from attacks import FORGERIES, HOSTILE_CELLS, HUNTS
from nbformat.v4 import new_code_cell

from course_admin.base.tables import read_csv
from course_admin.marks import rows as grade_rows
from course_admin.plan.course import Course

pytestmark = pytest.mark.slow

CELLS = (  # before four right answers
    "drops asserts", "patches numpy and json", "patches builtins", "hooks that raise", "leaves with os._exit",
    "kills all it can", "loop that catches interrupts", "fork bomb", "eats memory", "floods its output",
    "outlives its cell", "writes a message of ours",
)  # fmt: skip
LOOKS = ("frames", "modules", "files", "processes", "network, outside", "writes to the system")
LIES = ("equal to all", "pickles", "huge array", "answers itself", "patched engine", "dies in the call")
BREAKS = {"leaves with os._exit", "loop that catches interrupts", "eats memory", "dies in the call"}
WRONG = "def mse(y_pred, y):\n    return abs(y_pred - y).mean()\n"
HONEST = {"right": {}, "wrong": {"ex4_mse": WRONG}, "other": {"ex3_count_parameters": "# à faire"}}


def login(name):
    return "".join(letter if letter.isalnum() else "-" for letter in name)


def hostile(course):
    """Student → notebook: a cell of their own, or an answer to exercise 3 that hunts or lies."""
    for name in CELLS:
        notebook = small_class.solved(course)
        notebook["cells"].insert(1, json.loads(json.dumps(new_code_cell("import numpy as np\n" + HOSTILE_CELLS[name]))))
        yield name, notebook
    for name in LOOKS:
        answer = f"""{HUNTS[name]}
def count_parameters(layer_sizes):
    try: return sum((a + 1) * b for a, b in zip(layer_sizes, layer_sizes[1:])) if hunt() else None
    except Exception: return None"""
        yield name, small_class.solved(course, ex3_count_parameters=answer)
    for name in LIES:
        answer = f"import numpy as np\n{FORGERIES[name]}\ncount_parameters = double"
        yield name, small_class.solved(course, ex3_count_parameters=answer)


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class, collected, then graded by the command: (course, student → row of the CSV, what the command said)."""
    folder = tmp_path_factory.mktemp("course")
    small_class.make(folder)
    plan = (folder / "course.toml").read_text().replace("cell_seconds = 8", "cell_seconds = 4")
    (folder / "course.toml").write_text(plan)
    course = Course.load(folder / "course.toml")
    works = {login(name): notebook for name, notebook in hostile(course)}
    works |= {name: small_class.solved(course, **others) for name, others in HONEST.items()}
    for name, notebook in works.items():
        small_class.commit(course, folder / name, notebook, "2026-10-17T10:00")
    small_class.collected(course, list(works))
    done = subprocess.run(
        [sys.executable, "-m", "course_admin", "grade", "tp1", "--jobs", "2"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = read_csv(course.build / "grades" / "tp1.csv", grade_rows.COLUMNS)
    return course, {row["student"]: row for row in rows}


def test_every_hostile_row_is_what_its_honest_code_deserves(graded):
    _, rows = graded
    expected = {login(name): "4" for name in CELLS} | {login(name): "3" for name in (*LOOKS, *LIES)}
    assert {name: rows[name]["auto_score"] for name in expected} == expected
    assert len(expected) == 24


def test_what_broke_is_said(graded):
    _, rows = graded
    partial = {name for name, row in rows.items() if row["status"] == "partial"}
    assert partial >= set(map(login, BREAKS)) and not partial & set(map(login, LOOKS))
    assert all("Interrompu" in rows[name]["message"] for name in partial)
    assert {row["status"] for row in rows.values()} == {"graded", "partial"}


def test_honest_students_notice_nothing(graded):
    _, rows = graded
    assert {name: (rows[name]["auto_score"], rows[name]["status"]) for name in HONEST} == {
        "right": ("4", "graded"), "wrong": ("3", "graded"), "other": ("3", "graded"),
    }  # fmt: skip


def test_the_secret_is_nowhere_but_in_its_file(graded):
    course, _ = graded
    key = (course.records / "secret").read_bytes()
    others = [path for path in course.root.rglob("*") if path.is_file() and path != course.records / "secret"]
    for path in others:
        content = path.read_bytes()
        assert key not in content and key.hex().encode() not in content, path
