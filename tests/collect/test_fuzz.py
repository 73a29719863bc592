"""Whatever JSON, whatever file, whatever roster: every student has a row, and no one's file stops another's."""

import json
import random

import small_class
from hypothesis import given, settings
from hypothesis import strategies as st

from course_admin.base.errors import CourseError
from course_admin.base.git import git
from course_admin.base.tables import read_csv
from course_admin.records import roster

STUDENTS = 12
NAMES = ["petit.ipynb", "petit_v2.ipynb", "petit-Copy1.ipynb", "x.ipynb", "a/b.IPYNB", "petit.py", "n.zip"]


def anything(chance, depth=0):
    """Any JSON value, with the words of a notebook among its keys and values."""
    words = [
        "cells",
        "cell_type",
        "metadata",
        "nbgrader",
        "grade_id",
        "source",
        "code",
        "markdown",
        "ex4_mse",
        "tags",
        "",
    ]
    kind = chance.randrange(9 if depth < 4 else 6)
    if kind < 6:
        return [None, True, chance.randrange(-5, 5), 1e400, chance.choice(words), "def mse(y_pred, y): return 0"][kind]
    size = range(chance.randrange(4))
    if kind == 6:
        return [anything(chance, depth + 1) for _ in size]
    return {chance.choice(words): anything(chance, depth + 1) for _ in size}


def spoilt(chance, notebook):
    """The bytes of a notebook with some values of it replaced by anything, some cells of it more than once."""
    notebook = json.loads(json.dumps(notebook))
    for cell in list(notebook["cells"]):
        if chance.random() < 0.3:
            cell[chance.choice(["cell_type", "id", "metadata", "source", "outputs", "attachments"])] = anything(chance)
        if chance.random() < 0.2:
            notebook["cells"].insert(chance.randrange(5), chance.choice([anything(chance), cell]))
    if chance.random() < 0.1:
        notebook[chance.choice(["cells", "metadata", "nbformat"])] = anything(chance)
    return json.dumps(notebook).encode(chance.choice(["utf-8", "utf-8", "utf-16", "utf-8-sig"]))


def test_whatever_a_class_hands_in_everybody_has_a_row(tmp_path):
    course = small_class.make(tmp_path / "house")
    home, whole = course.root, small_class.solved(course)
    names = [f"s{number}" for number in range(STUDENTS)] + ["honest"]
    for number, name in enumerate(names):
        chance = random.Random(number)
        folder = home / name
        folder.mkdir()
        git("init", "--quiet", folder)
        for file in chance.sample(NAMES, 3) if name != "honest" else ():
            path = folder / "notebooks/tp/tp1" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            random_bytes = json.dumps(anything(chance)).encode()
            path.write_bytes(spoilt(chance, whole) if chance.random() < 0.7 else random_bytes)
        small_class.commit(course, folder, whole if name == "honest" else spoilt(chance, whole), "2026-10-14T10:00")
    found = {one.student: one for one in small_class.collected(course, names)}
    assert list(found) == names
    assert found["honest"].status == "submitted"
    assert all(one.status in ("submitted", "unreadable", "missing") for one in found.values())
    assert all(one.message or one.status == "submitted" for one in found.values())


TEXTS = st.sampled_from(
    ["student", "name", "email", "repository", "group", "eve", "Ève", "./eve", "", "sep=;", '"', "é\n", "\t"]
)
LINES = st.lists(st.lists(TEXTS, max_size=6), max_size=5)


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from([",", ";", "\t"]), st.sampled_from(["utf-8", "utf-16", "cp1252", "utf-8-sig"]))
def test_any_roster_is_read_or_refused_in_one_line(tmp_path_factory, lines, delimiter, encoding):
    path = tmp_path_factory.mktemp("roster") / "students.csv"
    path.write_bytes("\n".join(delimiter.join(line) for line in lines).encode(encoding))
    for read in (roster.read, lambda path: read_csv(path, ["student", "mark"], ["second"])):
        try:
            read(path)
        except CourseError as error:
            assert "\n" not in str(error).strip() and "students.csv" in str(error)
