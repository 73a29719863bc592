"""The student's tools and marking take one decision: which notebook, which cells, what is said, what goes with it."""

import json

import small_class
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, writes

from course_admin.base.git import git
from course_admin.collect.notebooks import Notebooks, released_cells
from course_admin.marking.engine import submission
from course_admin.records.mirror import Mirror
from course_utils import handin
from course_utils.notebook.cell import grade_id

ANSWERS = {
    "f": "def f(x):\n    return x",
    "g": "def g(x):\n    return 2 * x",
    "essay": "Parce que le pas est trop grand.",
}


def cell(kind, source, id, **noted):
    make = new_code_cell if kind == "code" else new_markdown_cell
    settings = {"grade": False, "solution": False, "locked": False, "schema_version": 3}
    return make(source, id=id, metadata={"nbgrader": settings | noted} if noted else {})


OURS = [
    cell("markdown", "# TP", "titre"),
    cell("code", "import numpy as np", "importations"),
    cell("code", "def f(x):\n    raise NotImplementedError", "c1", grade_id="f", solution=True),
    cell("code", "check(f)", "c2", grade_id="test_f", grade=True, locked=True, points=1),
    cell("code", "data = np.arange(3)", "donnees"),
    cell("code", "def g(x):\n    raise NotImplementedError", "c3", grade_id="g", solution=True),
    cell("code", "check(g)", "c4", grade_id="test_g", grade=True, locked=True, points=1),
    cell("markdown", "Votre réponse ici.", "c5", grade_id="essay", grade=True, solution=True, points=1),
]
RELEASED = writes(new_notebook(cells=OURS)).encode()
REFERENCE = handin.parse(RELEASED)
CHANGES = st.tuples(
    st.sampled_from(["move", "drop", "copy", "untag", "retag", "retype", "swap", "empty", "append"]),
    st.integers(0, 30),
    st.integers(0, 30),
)


def changed(answered, changes):
    """The bytes of a notebook with some answers, after some changes of its cells."""
    cells = json.loads(RELEASED)["cells"]
    for one in cells:
        name = grade_id(one)
        one["source"] = ANSWERS[name] if name in answered else one["source"]
    for what, first, second in changes:
        if not cells:
            break
        i, j = first % len(cells), second % len(cells)
        if what in ("drop", "move"):
            one = cells.pop(i)
            cells[j:j] = [one] if what == "move" else []
        elif what == "copy":
            cells.insert(j, json.loads(json.dumps(cells[i])))
        elif what == "untag":
            cells[i]["metadata"] = {}
        elif what == "retag":
            cells[i]["metadata"] = cells[j]["metadata"]
        elif what == "retype":
            cells[i]["cell_type"] = "markdown" if cells[i]["cell_type"] == "code" else "code"
        elif what == "swap":
            cells[i]["source"], cells[j]["source"] = cells[j]["source"], cells[i]["source"]
        elif what == "empty":
            cells[i]["source"] = ""
        else:
            cells[i]["source"] = "".join(cells[i]["source"]) + "\n" + "".join(cells[j]["source"])
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.sampled_from(sorted(ANSWERS))), st.lists(CHANGES, max_size=6))
def test_the_cells_that_verifier_runs_are_those_that_are_marked(answered, changes):
    data = changed(answered, changes)
    notebook = handin.parse(data)
    theirs = handin.repair(REFERENCE, notebook)["cells"]
    merged = submission.read(data, RELEASED, RELEASED)
    marked = json.loads(merged.notebook)["cells"]
    assert [(grade_id(one), one["cell_type"], one["source"]) for one in marked] == [
        (grade_id(one), one["cell_type"], one["source"]) for one in theirs
    ]
    told = " ".join(merged.remarks)
    if "identité" not in told:
        damages = handin.compare(REFERENCE, notebook)
        assert all(damage.remark in told for damage in damages if damage.kind != "changed")


HOME = "notebooks/tp/tp1/petit.ipynb"
PATHS = [
    HOME,
    "notebooks/tp/tp1/petit_v2.ipynb",
    "notebooks/tp/tp1/petit-Copy1.ipynb",
    "petit.ipynb",
    "Petit (1).IPYNB",
    "mon tp.ipynb",
    "build/petit.ipynb",
    "notebooks/tp/tp1/.ipynb_checkpoints/petit-checkpoint.ipynb",
]
KINDS = ["released", "whole", "one", "untagged", "scratch", "broken"]


def test_the_notebook_that_verifier_reads_is_the_one_that_is_marked(tmp_path):
    course = small_class.make(tmp_path / "house")
    tp1 = course.assignment("tp1")
    released = small_class.released(course)
    one = small_class.released(course)
    for some in one["cells"]:
        if small_class.grade_id(some) == "ex4_mse":
            some["source"] = small_class.ANSWERS["ex4_mse"]
    untagged = small_class.solved(course)
    for some in untagged["cells"]:
        some["metadata"] = {}
    contents = {
        "released": json.dumps(released).encode(),
        "whole": json.dumps(small_class.solved(course)).encode(),
        "one": json.dumps(one).encode(),
        "untagged": json.dumps(untagged).encode(),
        "scratch": b'{"cells": [{"cell_type": "code", "source": "1 + 1"}]}',
        "broken": b"{",
    }
    cells, seen = released_cells(tp1), []

    @settings(max_examples=25, deadline=None)
    @given(st.dictionaries(st.sampled_from(PATHS), st.sampled_from(KINDS), min_size=1, max_size=4))
    def law(files):
        place = tmp_path / f"work{len(seen)}"
        seen.append(files)
        git("init", "--quiet", place)
        for path, kind in files.items():
            (place / path).parent.mkdir(parents=True, exist_ok=True)
            (place / path).write_bytes(contents[kind])
        git("add", "--all", cwd=place)
        who = {"name": "E", "email": "e@etu.example"}
        git("commit", "--quiet", "-m", "x", cwd=place, identity=who, date=course.moment("2026-10-14"))
        mirror = Mirror(tmp_path / f"mirror{len(seen)}.git")
        commit = mirror.fetch(str(place))["HEAD"]
        notebooks = Notebooks(tp1, mirror, cells)
        entry = notebooks.at(commit)
        located = handin.Located(place, HOME, handin.parse(contents["released"]))
        if entry:
            assert located.path == entry.path
            assert located.others == notebooks.others(commit, entry)
        else:
            assert located.path is None or files[located.path] == "released"
        everything = notebooks.files(commit)
        assert located.elsewhere() == notebooks.choosing(everything).elsewhere(list(everything))

    law()


def test_a_correction_that_maj_brought_is_no_work(tmp_path):
    """`NAME_v2.ipynb`, with text that the first release has not: the notebook with the answer counts."""
    course = small_class.make(tmp_path / "house")
    released, second = small_class.released(course), small_class.released(course)
    second["cells"].insert(-1, {"cell_type": "markdown", "id": "new", "metadata": {}, "source": "Où en êtes-vous ?"})
    work = small_class.released(course)
    for one in work["cells"]:
        if small_class.grade_id(one) == "ex4_mse":
            one["source"] = small_class.ANSWERS["ex4_mse"]
    place, team = tmp_path / "clone", {"name": "Équipe", "email": "equipe@univ.example"}
    git("init", "--quiet", place)
    correction = HOME.replace(".ipynb", "_v2.ipynb")
    for path, content, who in (
        (HOME, released, team),
        (HOME, work, {"name": "E", "email": "e@etu.example"}),
        (correction, second, team),
    ):
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(json.dumps(content), encoding="utf-8")
        git("add", "--all", cwd=place)
        git("commit", "--quiet", "-m", "x", cwd=place, identity=who, date=course.moment("2026-10-14"))
    path, reference = handin.released(place, "tp1")
    located = handin.Located(place, path, reference)
    assert (located.path, located.others) == (HOME, [])
