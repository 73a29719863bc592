"""A student's notebook as it came, made into one that can be marked: their cells, our tests.

Nothing in the student's file is believed but the text of their own cells. What the instructor wrote (locked cells,
tests, points, kinds of cells) is taken from the instructor's source again, whatever became of it. Reading and merging
are those of the student's own tools (`course_utils.notebook`), so that both say the same.
"""

import ast
import contextlib
import itertools
import json
import re
from dataclasses import dataclass

import nbformat

from course_admin.base import guarded
from course_admin.marking.engine import illustrations
from course_utils.notebook import doubts, reading
from course_utils.notebook.cell import grade_id, is_answer, is_test, light, points
from course_utils.notebook.cell import read as read_cell
from course_utils.notebook.merge import merge
from course_utils.notebook.reading import Unreadable

__all__ = ["Submission", "Test", "Unreadable", "grade_id", "is_test", "read", "read_guarded"]

_CELL_ID = re.compile(r"^[a-zA-Z0-9-_]{1,64}$")


@dataclass(frozen=True)
class Test:
    """One autograded cell of the instructor's source. It is run by the trusted side and never sent to the sandbox."""

    __test__ = False  # not for pytest
    grade_id: str
    points: float
    source: str
    imports: tuple[str, ...] = ()  # of the whole source notebook: names that a test may take from it


@dataclass(frozen=True)
class Submission:
    """What `run` marks: the merged notebook (JSON bytes, tests and hidden tests included), and what was mended."""

    notebook: bytes
    tests: tuple[Test, ...]
    remarks: tuple[str, ...] = ()  # French, one a repair


def read(student_bytes, source_notebook, released=None):
    """Merge the bytes of a student's notebook with the instructor's source (bytes or a parsed notebook).

    `released` is the notebook (bytes) that students received from it; without it the source with blank answers stands
    in for it. Raises `Unreadable` with a reason in French; every lesser damage is mended and noted in `remarks`.
    """
    if isinstance(source_notebook, bytes):
        source_notebook = nbformat.reads(source_notebook.decode(), as_version=4)
    source = {grade_id(cell): light(read_cell(cell)) for cell in source_notebook["cells"] if grade_id(cell)}
    student = reading.read(student_bytes)
    ours = reading.read(released).cells if released else _blank(source_notebook)
    merged = merge([light(one) for one in student.cells], [_tagged(one) for one in ours])
    cells = [_ours_again(one, source) for one in merged.cells]
    illustrations.leave_out(cells, source_notebook)
    imports = _imports(source_notebook)
    tests = tuple(Test(name, points(cell), cell["source"], imports) for name, cell in source.items() if is_test(cell))
    told = [one.remark for one in merged.repairs if one.kind != "changed"]  # it may be that of an earlier release
    if not any(grade_id(one) in source for one in student.cells):
        told = ["Le carnet a perdu l’identité de toutes ses cellules ; ce qui s’en reconnaît a été remis à sa place."]
    told += doubts.conflicts(student.cells)
    return Submission(_dump(cells), tests, tuple(dict.fromkeys([*student.remarks, *told])))


def read_guarded(student_bytes, source_notebook, released=None):
    """`read` in a process with limits (see `base.guarded`), since all of it handles a stranger's bytes."""
    try:
        notebook, tests, remarks = guarded.call(_read_plain, student_bytes, source_notebook, released)
    except guarded.Failed as failure:
        if failure.kind == Unreadable.__name__:
            raise Unreadable(str(failure)) from None
        if failure.kind:
            raise
        raise Unreadable("Le carnet est trop grand ou trop compliqué pour être lu.") from None
    return Submission(notebook, tuple(Test(*test) for test in tests), remarks)


def _read_plain(student_bytes, source_notebook, released):
    """`read` as plain data."""
    found = read(student_bytes, source_notebook, released)
    return found.notebook, [tuple(vars(test).values()) for test in found.tests], found.remarks


def _tagged(cell):
    """One of our cells for the merge: light, but with its tags."""
    kept = light(cell)
    if isinstance(cell["metadata"].get("tags"), list):
        kept["metadata"]["tags"] = cell["metadata"]["tags"]
    return kept


def _blank(source_notebook):
    """The source's cells, the answers emptied."""
    cells = [read_cell(cell) for cell in source_notebook["cells"]]
    return [one | {"source": ""} if is_answer(one) else one for one in cells]


def _ours_again(cell, source):
    """The merged cell with the settings, and where it is locked the text, of the instructor's source."""
    ours = source.get(grade_id(cell))
    if ours is None:
        return cell | {"metadata": {}}
    if is_answer(ours):
        return cell | {"metadata": ours["metadata"]}
    return {**ours, "id": cell["id"]}


def _imports(notebook):
    """The top-level import statements of the instructor's cells, but those that a student is to write in."""
    statements = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and not is_answer(cell):
            with contextlib.suppress(SyntaxError):  # a cell with magics
                body = ast.parse(cell["source"]).body
                statements += [ast.unparse(node) for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    return tuple(dict.fromkeys(statements))


def _dump(cells):
    """A valid notebook of format 4.5: unique cell ids, no outputs."""
    seen, names = set(), (f"cellule-{number}" for number in itertools.count())
    kept = {cell["id"] for cell in cells if isinstance(cell["id"], str)}
    for cell in cells:
        if not isinstance(cell["id"], str) or not _CELL_ID.match(cell["id"]) or cell["id"] in seen:
            cell["id"] = next(name for name in names if name not in kept)
        seen.add(cell["id"])
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()
