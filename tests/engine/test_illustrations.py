"""Cells that only show something are not run when marking, unless a student's code needs them."""

import json
from pathlib import Path

import engine_lab as lab
import nbformat
import pytest
from nbformat.v4 import new_code_cell

from course_admin.marking.engine import illustrations, run, submission

SOURCES = sorted((Path(__file__).parents[2] / "notebooks" / "tp").glob("*/*.ipynb"))
FIGURE = "factor = 2\nprint('drawn')\nfor i in range(3):\n    pass"
CELLS = {  # of a student's own → whether the figure has to run
    "x = 1": False,
    "factor": True,
    "print(factor)": True,
    "factor = 3\nprint(factor)": False,
    "factor = factor + 1": True,
    "factor += 1": True,
    "del factor": True,
    "for i in range(9):\n    print(i)": False,
    "[i for i in range(9)]": False,
    "print(i)": True,
    "def double(i): return 2 * i": False,
    "def double(x): return factor * x": True,
    "def double(x, by=factor): return by * x": True,
    "double = lambda x: factor * x": True,
    "class A:\n    factor = 1\nprint(factor)": True,
    "class A:\n    factor = 1\n    def double(self, x): return x * self.factor": False,
    "double = lambda x: globals()['fac' + 'tor'] * x": True,
    "double = lambda x: eval('fac' + 'tor') * x": True,
    "import __main__": True,
    "%time factor": True,
    "%time 1 + 1": False,
    "await later(factor)": True,
    "def double(x): # factor 2\n    return 'factor'": False,
    "a syntax error factor": True,
    "a syntax error": False,
}


def source():
    """The lab with a figure before its exercises."""
    work = nbformat.reads(lab.source().decode(), as_version=4)
    work["cells"].insert(2, new_code_cell(FIGURE, metadata={"tags": ["illustration"]}))
    return nbformat.writes(work).encode()


def merged(first="", figure=FIGURE, tags=()):
    """A right submission with a cell of the student's own and the figure, as it is marked."""
    work = json.loads(lab.notebook(first=first))
    work["cells"].insert(3, new_code_cell(figure, metadata={"tags": list(tags)}))
    return submission.read(json.dumps(work).encode(), source())


def left_out(merged):
    return [c["source"] for c in json.loads(merged.notebook)["cells"] if illustrations.is_tagged(c)]


@pytest.mark.parametrize("cell", CELLS)
def test_a_figure_runs_where_a_student_reads_what_it_binds(cell):
    assert left_out(merged(cell)) == ([] if CELLS[cell] else [FIGURE])


def test_a_figure_that_was_changed_is_the_students():
    assert left_out(merged(figure=FIGURE.replace("3", "4"))) == []
    assert left_out(merged(figure="1 / 0", tags=["illustration"])) == []


def test_editors_may_touch_spaces():
    assert left_out(merged(figure=FIGURE + "\n")) == [FIGURE + "\n"]


@pytest.mark.slow
def test_nobody_is_punished():
    answers = {"double": "def double(x): return factor * x"}
    for work, drawn in ((lab.notebook(), False), (lab.notebook(answers), True)):
        cells = json.loads(work)
        cells["cells"].insert(3, new_code_cell(FIGURE))
        found = submission.read(json.dumps(cells).encode(), source())
        results = run.run(found.notebook, found.tests, {})
        assert lab.points(results) == "1111", results.log
        assert ("drawn" in json.dumps(results.outputs)) == drawn


@pytest.mark.slow
def test_a_figure_is_not_run_after_a_death_either():
    found = merged("import os\nos._exit(1)")
    results = run.run(found.notebook, found.tests, {})
    assert lab.points(results) == "1111" and "drawn" not in json.dumps(results.outputs)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_no_other_cell_of_ours_needs_an_illustration(path):
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    names = set().union(*(illustrations.binds(cell.source) for cell in cells if illustrations.is_tagged(cell)))
    for cell in cells:
        if not illustrations.is_tagged(cell):
            assert not illustrations.reads(cell.source, names), cell.source
        else:
            assert "nbgrader" not in cell.metadata
