"""Honest submissions of TP1 made from the bank of answers: the engine's scores are stock nbgrader's, cell by cell."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from course_admin.answers import FUNCTIONS, answers
from course_admin.marking import grade
from course_admin.marking.engine import run, submission
from course_admin.plan.course import Course
from course_admin.release import student_notebook

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# Student → the chance that an exercise is right, wrong, or not done.
CLASS = {"right": (1, 0, 0), "wrong": (0, 1, 0), "mixed": (2, 2, 0), "half": (1, 1, 2)}


def solved(notebook, chances, rng):
    """The released notebook (parsed) with answers of the bank drawn by `rng`."""
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]}
    for exercise, names in FUNCTIONS["tp1"].items():
        kind = rng.choices(("right", "wrong", "none"), chances)[0]
        if kind == "none":
            continue
        right = kind == "right" or exercise == 9  # a network that does not learn takes long not to
        bank = [one for one in answers("tp1") if one.right == right and one.exercise == exercise]
        answer = rng.choice(bank)
        (whole,) = [one for one in answers("tp1") if one.exercise is None]
        for name in names:
            source = answer.source if name == answer.functions[0] else "pass"
            if name not in answer.functions:  # the reference's, and what it needs
                source = f"_aide = {{'__name__': 'aide'}}\nexec({whole.source!r}, _aide)\n{name} = _aide[{name!r}]"
            cells[f"ex{exercise}_{name}"]["source"] = source
    return notebook


def by_nbgrader(tp1, works, folder):
    """Student → test cell → score, by `nbgrader autograde`."""
    folder.mkdir()
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, folder)
    shutil.copytree((ROOT / tp1.path).parent, (folder / tp1.path).parent)
    command = [sys.executable, "-m", "nbgrader"]
    subprocess.run([*command, "generate_assignment", "tp1", "--create"], cwd=folder, check=True, capture_output=True)
    for student, work in works.items():
        place = folder / "build" / "submitted" / student / "tp1"
        place.mkdir(parents=True)
        (place / f"{tp1.notebook}.ipynb").write_bytes(work)
    subprocess.run([*command, "autograde", "tp1", "--create"], cwd=folder, check=True, capture_output=True)
    with Gradebook(f"sqlite:///{folder / 'records' / 'gradebook.db'}") as book:
        return {
            student: {
                one.name: one.auto_score
                for one in book.find_submission_notebook(tp1.notebook, "tp1", student).grades
                if one.cell_type == "code"
            }
            for student in works
        }


def test_every_score_is_stock_nbgraders(tmp_path):
    course = Course.load(ROOT / "course.toml")
    tp1 = course.assignment("tp1")
    source = (ROOT / tp1.path).read_bytes()
    released = student_notebook.exercise(source, ROOT / "nbgrader_config.py", set())
    rng = random.Random(5)
    works = {
        student: json.dumps(solved(json.loads(released), chances, rng)).encode() for student, chances in CLASS.items()
    }
    grade.make_world(tp1, tmp_path / "world")
    ours = {}
    for student, work in works.items():
        merged = submission.read(work, source)
        results = run.run(merged.notebook, merged.tests, tp1.limits, tmp_path / "world")
        ours[student] = {verdict.grade_id: verdict.points for verdict in results.verdicts}
    totals = {student: sum(points.values()) for student, points in ours.items()}
    assert totals["right"] == 19 and totals["wrong"] < 8 and 2 < totals["half"] < 19, totals
    assert ours == by_nbgrader(tp1, works, tmp_path / "stock")
