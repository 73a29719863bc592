"""A class in small, for tests: three exercises of the real TP1, real repositories, a real collect."""

import json
import shutil
from pathlib import Path

from small_course import HEAD

from course_admin.base import tables
from course_admin.base.git import git
from course_admin.collect import fetching as collect
from course_admin.plan.course import Course
from course_admin.release import student_notebook

ROOT = Path(__file__).parents[2]
EXERCISES = ("ex3_", "ex4_", "ex10_")
PLAN = f"""{HEAD}
examen = true
exam_weight = 0.5
rounding = 0.01
pass_mark = 10.0
second_session = "best"
[limits]
cell_seconds = 30
total_seconds = 60
memory_mb = 1024
processes = 64
disk_mb = 16
output_kb = 128
[limits.tp1]
cell_seconds = 8
[[assignments]]
id = "tp1"
notebook = "petit"
title = "Petit TP"
session = 1
points = 5
opens = "2026-10-12T08:00"
deadline = "2026-10-18T23:59"
closes = "2026-10-25T23:59"
withholds = ["course_utils.nn.training"]
"""

ANSWERS = {
    "ex3_count_parameters": (
        "def count_parameters(layer_sizes):\n"
        "    return sum((n_in + 1) * n_out for n_in, n_out in zip(layer_sizes, layer_sizes[1:]))\n"
    ),
    "ex4_mse": "import numpy as np\n\n\ndef mse(y_pred, y):\n    return np.mean(np.subtract(y_pred, y) ** 2)\n",
    "ex4_mse_gradient": (
        "def mse_gradient(X, y, w, b):\n    error = X @ w + b - y\n"
        "    return 2 * X.T @ error / len(y), 2 * error.mean()\n"
    ),
    "ex10_reponse": "Un pas trop grand fait diverger, un pas trop petit n’avance pas.",
}


def make(folder):
    """Write the course below `folder`: our package and data sets, a notebook with the exercises 3, 4 and 10 of TP1."""
    source = json.loads((ROOT / "notebooks/tp/tp1/descente_de_gradient.ipynb").read_bytes())
    source["cells"] = [cell for cell in source["cells"] if grade_id(cell).removeprefix("test_").startswith(EXERCISES)]
    heading = {"cell_type": "markdown", "id": "titre", "metadata": {}, "source": "## 3 · Compter (10 min)"}
    source["cells"].insert(0, heading)
    notebook = folder / "notebooks" / "tp" / "tp1" / "petit.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.write_text(json.dumps(source), encoding="utf-8")
    for name in ("course_utils", "datasets"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    (folder / "course.toml").write_text(PLAN, encoding="utf-8")
    return Course.load(folder / "course.toml")


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def released(course):
    """The notebook as students receive it, parsed."""
    tp1 = course.assignment("tp1")
    source = (course.sources / tp1.path).read_bytes()
    return json.loads(student_notebook.exercise(source, course.sources / "nbgrader_config.py", set()))


def solved(course, **others):
    """The released notebook with right answers; `others` replaces some (grade id → text)."""
    notebook = released(course)
    for cell in notebook["cells"]:
        cell["source"] = (ANSWERS | others).get(grade_id(cell), cell["source"])
    return notebook


def commit(course, place, content, date):
    """Commit a notebook (parsed, or bytes) in the repository at `place`, made if it is new."""
    if not place.exists():
        git("init", "--quiet", place)
    path = place / course.assignment("tp1").path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    git("add", "--all", cwd=place)
    who = {"name": place.name, "email": f"{place.name}@etu.example"}
    git("commit", "--quiet", "-m", "TP1", cwd=place, identity=who, date=course.moment(date))


def collected(course, students, now="2026-10-26", groups=()):
    """Collect students whose repositories have their names below `course.root`, or that of their group in `groups`."""
    groups = dict(groups)
    rows = [
        {"student": one, "name": one.title(), "email": f"{one}@etu.example", "group": groups.get(one, "")}
        | {"repository": f"./{groups.get(one, one)}"}
        for one in students
    ]
    columns = ("student", "name", "email", "repository", "group")
    tables.write_csv(course.root / "students.csv", columns, rows)
    return collect.collect(course.assignment("tp1"), course.root / "students.csv", course.moment(now))
