"""Stock nbgrader, with our settings and nothing else of ours: release, automatic marks, and what formgrader shows."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from course_admin.plan.course import Course

ROOT = Path(__file__).resolve().parents[2]
COURSE = Course.load(ROOT / "course.toml")
pytestmark = [pytest.mark.slow, pytest.mark.assignments]

# What the formgrader's pages ask for, and the gradebook's scores.
LOOK = """
import json, sys
from traitlets.config import PyFileConfigLoader
from nbgrader.api import Gradebook
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory

config = PyFileConfigLoader("nbgrader_config.py", ".").load_config()
directory = CourseDirectory(config=config)
api = NbGraderAPI(directory, config=config)
assignment = api.get_assignment(sys.argv[1])
seen = {
    "assignments": sorted(api.get_source_assignments()),
    "max_score": assignment["max_score"],
    "num_submissions": assignment["num_submissions"],
    "submissions": {},
}
with Gradebook(directory.db_url) as gradebook:
    for s in gradebook.assignment_submissions(sys.argv[1]):
        seen["submissions"][s.student.id] = [s.score, s.max_score, s.needs_manual_grade]
print(json.dumps(seen))
"""


def run(*command, cwd):
    done = subprocess.run([sys.executable, *command], cwd=cwd, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def solved(release, source):
    """The release with the source's solutions in the place of the stubs."""
    answers = {c.id: c.source for c in source.cells if c.metadata.get("nbgrader", {}).get("solution")}
    for cell in release.cells:
        cell.source = answers.get(cell.id, cell.source)
    return release


@pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda a: a.id)
def test_stock_nbgrader_releases_and_marks(assignment, tmp_path):
    for name in ("course.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, tmp_path)
    shutil.copytree((ROOT / assignment.path).parent, (tmp_path / assignment.path).parent)

    run("-m", "nbgrader", "generate_assignment", assignment.id, "--create", cwd=tmp_path)
    released = tmp_path / "build" / "release" / assignment.id / f"{assignment.notebook}.ipynb"
    text = released.read_text(encoding="utf-8")
    assert not any(secret in text for secret in ("BEGIN SOLUTION", "BEGIN HIDDEN", "course_admin"))
    assert "VOTRE RÉPONSE ICI" in text and "Votre réponse ici." in text

    source = nbformat.read(ROOT / assignment.path, as_version=4)
    for student, notebook in {
        "juste": solved(nbformat.read(released, as_version=4), source),
        "vide": nbformat.read(released, as_version=4),
    }.items():
        folder = tmp_path / "build" / "submitted" / student / assignment.id
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / released.name)
        (folder / "timestamp.txt").write_text("2026-10-15 10:00:00 UTC")
    run("-m", "nbgrader", "autograde", assignment.id, "--create", cwd=tmp_path)

    seen = json.loads(run("-c", LOOK, assignment.id, cwd=tmp_path).splitlines()[-1])
    by_hand = sum(
        c.metadata.nbgrader.points
        for c in source.cells
        if c.cell_type == "markdown" and c.metadata.get("nbgrader", {}).get("grade")
    )
    assert seen["assignments"] == [assignment.id]
    assert seen["max_score"] == assignment.points and seen["num_submissions"] == 2
    assert seen["submissions"] == {
        "juste": [assignment.points - by_hand, assignment.points, True],
        "vide": [0, assignment.points, False],
    }
    assert errors(tmp_path, "juste", assignment) == {}
    # Nothing written: only the checks complain, each in its cell, and "Run All" reaches the end.
    checks = {c.id for c in source.cells if c.cell_type == "code" and c.metadata.get("nbgrader", {}).get("grade")}
    assert errors(tmp_path, "vide", assignment) == dict.fromkeys(checks, "CheckFailed")


def errors(root, student, assignment):
    """The cells of a marked notebook that hold an error, with its name; every cell was executed."""
    path = root / "build" / "autograded" / student / assignment.id / f"{assignment.notebook}.ipynb"
    cells = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert all(c.execution_count for c in cells)
    return {c.id: o.ename for c in cells for o in c.outputs if o.output_type == "error"}
