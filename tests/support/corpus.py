"""What real classes hand in, as data: files, commits, the row that marking must give, what must be said, and to whom.

A case is five lines: its name, its commits (date → path → content, None removes a file), the points of its tests (of
4), and the words that its row, and that the student's `verifier`, must hold. `test_corpus` runs all as one class.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import small_class
from nbformat.v4 import new_code_cell

HOME = "notebooks/tp/tp1/petit.ipynb"
FOLDER = str(Path(HOME).parent)
DAY, LATER, LATE = "2026-10-14T10:00", "2026-10-15T10:00", "2026-10-20T10:00"
IMPORTS = {"cell_type": "code", "id": "importations", "metadata": {}, "source": "import numpy as np"}
IMPORTS |= {"outputs": [], "execution_count": None}
ANSWERS = small_class.ANSWERS | {
    "ex4_mse": "def mse(y_pred, y):\n    return np.mean(np.subtract(y_pred, y) ** 2)\n",
}
ESSAY = small_class.ANSWERS["ex10_reponse"]


ODD = b'{"cells": [{"cell_type": "code", "metadata": []}]}'
MSE = "import numpy as np\n" + ANSWERS["ex4_mse"]
COUNT = ANSWERS["ex3_count_parameters"]


@dataclass(frozen=True)
class Case:
    """One student: the `points` of the tests, words in the `row`, words `said` by verifier, the points `mine` there."""

    name: str
    commits: dict = field(default_factory=dict)
    points: float = 4
    row: tuple = ()
    said: tuple = ()
    mine: float | None = None  # like `points`
    status: str = "graded"
    by_hand: bool = True  # a marker is asked for the written answer
    history: object = None  # what else git does: a function of the repository's folder and of `save(date)`


def course(folder):
    """The small course, its notebook with a cell of imports that the answers stand on."""
    made = small_class.make(folder)
    path = made.sources / HOME
    source = json.loads(path.read_bytes())
    source["cells"].insert(1, IMPORTS)
    path.write_text(json.dumps(source), encoding="utf-8")
    return made


def work(change=None, released=None, **answers):
    """The bytes of a notebook with all answers right but for `answers` (ex3, mse, … → text), after `change(cells)`."""
    notebook = json.loads(RELEASED) if released is None else released
    for cell in notebook["cells"]:
        name = small_class.grade_id(cell)
        cell["source"] = answers.get(name, ANSWERS.get(name, cell["source"]))
    if change:
        change(notebook["cells"])
    return json.dumps(notebook, ensure_ascii=False).encode()


def stub(*names, change=None):
    """The released notebook with only some answers."""
    notebook = json.loads(RELEASED)
    for cell in notebook["cells"]:
        if small_class.grade_id(cell) in names:
            cell["source"] = ANSWERS[small_class.grade_id(cell)]
    if change:
        change(notebook["cells"])
    return json.dumps(notebook).encode()


def at(cells, name):
    """The place of a cell, by its grade id or its id."""
    return next(i for i, cell in enumerate(cells) if name in (small_class.grade_id(cell), cell["id"]))


def above_imports(text):
    """A change: lines above our imports, in their cell."""
    return lambda cells: cells[at(cells, "importations")].update(source=f"{text}\nimport numpy as np")


def first(text):
    """A change: a cell of the student's own before everything."""
    return lambda cells: cells.insert(0, dict(new_code_cell(text)))


def blank_essay(cells):
    cells[at(cells, "ex10_reponse")]["source"] = "Votre réponse ici."


def essay_below(cells):
    blank_essay(cells)
    cells.insert(at(cells, "ex10_reponse") + 1, {**words(ESSAY)})


def words(text):
    return {"cell_type": "markdown", "id": "libre", "metadata": {}, "source": text}


def without(*names):
    return lambda cells: [cells.pop(at(cells, name)) for name in names]


def untagged(*names):
    def change(cells):
        for cell in cells:
            if not names or small_class.grade_id(cell) in names:
                cell["metadata"] = {}

    return change


def no_metadata(name):
    return lambda cells: cells[at(cells, name)].pop("metadata")


def source_of(name, value):
    return lambda cells: cells[at(cells, name)].update(source=value)


RELEASED = b""  # set by `cases`


def cases(released):
    """All cases, built on the released notebook (bytes)."""
    global RELEASED
    RELEASED = released
    whole, scratch, one = work(), stub(change=first("1 + 1")), stub("ex3_count_parameters")
    loaded = dict(json.loads(whole))
    utf16 = json.dumps(loaded, ensure_ascii=False).encode("utf-16")
    return [
        Case("honest", {DAY: {HOME: whole}}),
        Case("nothing", {}, 0, ("tel qu’il a été distribué",), ("rien à noter",), 0, "missing", False),
        Case("odd_metadata", {DAY: {HOME: whole, "essai.ipynb": ODD}}),
        Case("null_metadata", {DAY: {HOME: whole, "x/y.ipynb": b'{"cells": [{"metadata": null}, 3, null, []]}'}}),
        Case("shell_line", {DAY: {HOME: work(first("!ls\n!nvidia-smi"))}}),
        Case("pip_above_imports", {DAY: {HOME: work(above_imports("%pip --version"))}}),
        Case("bash_cell", {DAY: {HOME: work(first("%%bash\nls"))}}),
        Case("widget_above_imports", {DAY: {HOME: work(above_imports("%matplotlib widget"))}}),
        Case("seaborn", {DAY: {HOME: work(above_imports("import seaborn"))}}, 4, ("import seaborn",), ("seaborn",)),
        Case("colab", {DAY: {HOME: work(above_imports("import google.colab"))}}, 4, ("google",), ("google",)),
        Case("input", {DAY: {HOME: work(above_imports("input()"))}}, 4, ("input()",), ("s’arrête",)),
        Case("imports_deleted", {DAY: {HOME: work(without("importations"))}}, 4, ("importations",), ("importations",)),
        Case("v2_scratch", {DAY: {HOME: whole, HOME.replace(".ip", "_v2.ip"): scratch}}),
        Case(
            "v2_full",
            {DAY: {HOME: scratch, HOME.replace(".ip", "_v2.ip"): whole}},
            said=("petit_v2.ipynb qui serait noté",),
        ),
        Case("essay_below", {DAY: {HOME: work(essay_below)}}, 4, ("écrite ailleurs",), ("écrite ailleurs",)),
        Case("essay_untagged", {DAY: {HOME: work(untagged("ex10_reponse"))}}, 4, ("étiquette",), ("étiquette",)),
        Case("essay_blank", {DAY: {HOME: work(blank_essay)}}, 4, by_hand=False),
        Case("no_metadata", {DAY: {HOME: work(no_metadata("ex4_mse"))}}, 4, ("étiquette",), ("étiquette",)),
        Case("pair_untagged", {DAY: {HOME: work(untagged("ex4_mse", "test_ex4_mse"))}}, 4, ("étiquette",)),
        Case("all_untagged", {DAY: {HOME: work(untagged())}}, 4, ("identité",), ("étiquette",)),
        Case("helper", {DAY: {HOME: work(ex4_mse="from outils import mse"), f"{FOLDER}/outils.py": MSE}}),
        Case(
            "helper_data",
            {DAY: {HOME: work(first('open("data/x.csv").read()')), f"{FOLDER}/data/x.csv": "1"}},
        ),
        Case(
            "copy1",
            {DAY: {HOME: one, HOME.replace(".ip", "-Copy1.ip"): whole}},
            1,
            ("petit-Copy1.ipynb", "4 point"),
            ("petit-Copy1.ipynb",),
            by_hand=False,
        ),
        Case(
            "missing_module",
            {DAY: {HOME: work(ex3_count_parameters=f"import tqdm_absent\n{COUNT}")}},
            3,
            ("tqdm_absent",),
            ("tqdm_absent",),
        ),
        Case("utf16", {DAY: {HOME: utf16}}, 4, ("utf-16",)),
        Case("renamed", {DAY: {"mon tp.ipynb": whole, HOME: None}}, said=("mon tp.ipynb",)),
        Case("upper_case", {DAY: {HOME.replace(".ipynb", ".IPYNB"): whole, HOME: None}}),
        Case("untitled", {DAY: {"Untitled.ipynb": work(untagged())}}, 4, ("identité",)),
        Case("zip", {DAY: {"rendu.zip": b"PK\x03\x04"}}, 0, ("rendu.zip",), ("rien à noter",), 0, "missing", False),
        Case("python_export", {DAY: {"petit.py": "x = 1"}}, 0, ("petit.py",), ("rien à noter",), 0, "missing", False),
        Case("no_source", {DAY: {HOME: work(lambda cells: cells.insert(2, {"cell_type": "code", "metadata": {}}))}}),
        Case("null_source", {DAY: {HOME: work(source_of("titre", None))}}),
        Case("numbers_in_source", {DAY: {HOME: work(source_of("titre", ["a", 3, None]))}}),
        Case("long_name", {DAY: {HOME: whole}, LATER: {f"{FOLDER}/{'n' * 240}.csv": "1"}}),
        Case(
            "reverted_to_released",
            {DAY: {HOME: whole}, LATER: {HOME: released}},
            row=("a retiré le travail",),
            said=("rien à noter",),
            mine=0,
        ),
        Case("late_extra", {DAY: {HOME: whole}, LATE: {HOME: one}}, 4, ("trop tard",), mine=1),
        Case("sys_exit", {DAY: {HOME: work(first("import sys\nsys.exit(0)"))}}),
        Case("conflict", {DAY: {HOME: b"{\n<<<<<<< HEAD\n"}}, 0, ("conflit",), ("conflit",), 0, "unreadable", False),
    ]  # fmt: skip
