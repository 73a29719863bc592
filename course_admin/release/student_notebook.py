"""From the instructor's notebook to what students receive: the exercise, the chapter at a date, the corrigé."""

import re
from functools import lru_cache

import nbformat

from course_admin.base.errors import CourseError
from course_utils.notebook import reading
from course_utils.notebook.cell import grade_id, tags, written

PREDICTION_TAG = "prediction"  # a cell whose output answers what the reader was just asked to predict
CLASS_TAG = "erreurs-de-la-classe"  # a corrigé's cells on this year's class, which depend on its marks

_MARKERS = re.compile(r"^\s*(?:#+\s*|<!--\s*)?(?:BEGIN|END) (?:SOLUTION|MARK SCHEME)\b.*\n?", re.MULTILINE)


def exercise(source, config_file, closed):
    """The student's version of a TP's source (bytes → bytes), as `nbgrader generate_assignment` would make it.

    `config_file` is the nbgrader_config.py that holds the French stubs; `closed` the ids of the assignments that are
    closed, see `chapter`.
    """
    return _exercise(source, config_file, frozenset(closed))


def released(assignment, closed=frozenset()):
    """The notebook (bytes) that students receive of a TP, once the assignments of `closed` are."""
    source = (assignment.course.sources / assignment.path).read_bytes()
    return exercise(source, assignment.course.sources / "nbgrader_config.py", closed)


@lru_cache(maxsize=32)  # one a TP and state; every submission of a class is compared with the same
def _exercise(source, config_file, closed):
    from nbgrader.converters import GenerateAssignment
    from nbgrader.preprocessors import IncludeHeaderFooter, InstantiateTests, SaveCells

    config = _config(config_file)
    notebook = _at_date(_read(source), closed)
    needless = (IncludeHeaderFooter, InstantiateTests, SaveCells)  # SaveCells would write a gradebook
    for step in GenerateAssignment.preprocessors.default_args[0]:
        if step not in needless:
            notebook, _ = step(config=config).preprocess(notebook, {"nbgrader": {"notebook": "exercise"}})
    return _write(notebook)


def chapter(source, closed, answered=False):
    """A chapter (bytes → bytes) without the cells tagged `apres-ID` of assignments that are not among `closed`.

    The outputs of cells tagged `prediction` are left out unless it is `answered`: whoever runs the cell sees them.
    """
    notebook = _at_date(_read(source), closed)
    for cell in notebook.cells:
        if not answered and PREDICTION_TAG in cell.metadata.get("tags", []):
            cell.outputs, cell.execution_count = [], None
    return _write(notebook)


def corrige(source, config_file, closed, data=None, remarks=None):
    """The commented solution of a TP's source, rubric included: no hidden test, no marking, no region markers.

    `data` is the folder that its code works in, seen from the corrigé's own, where students have data of their own.
    `remarks` (grade id → Markdown) go below the cells that they name, tagged `CLASS_TAG`.
    """
    from nbgrader.preprocessors import ClearHiddenTests

    notebook = _at_date(_read(source), closed)
    notebook, _ = ClearHiddenTests(config=_config(config_file)).preprocess(notebook, {})
    notebook.cells = [one for cell in notebook.cells for one in (cell, *_remark(cell, remarks or {}))]
    for cell in notebook.cells:
        cell.source = _MARKERS.sub("", cell.source)
        cell.source = cell.source.replace("](../../", "](../")  # it lies one folder higher than the TP
        cell.metadata.pop("nbgrader", None)
    notebook.cells[0].source = re.sub(r"\A# ", "# Corrigé · ", notebook.cells[0].source)
    if data:
        for cell in notebook.cells:
            cell.source = cell.source.replace("](donnees/", f"]({data}/donnees/")
        source = f'import os\n\nos.chdir("{data}")  # vos données sont là'
        notebook.cells.insert(1, nbformat.v4.new_code_cell(source, id="donnees"))
    return _write(notebook)


def _remark(cell, remarks):
    """The cell of the class's mistakes that goes below `cell`, if there is one."""
    remark = remarks.get(grade_id(cell))
    if remark is None:
        return ()
    return (nbformat.v4.new_markdown_cell(remark, id=f"{cell.id}-classe"[-64:], metadata={"tags": [CLASS_TAG]}),)


def cells(content, without=None):
    """What a person wrote in a notebook (bytes): the type and text of each cell that is not empty, outputs aside.

    Two notebooks with the same cells hold the same work. Cells that carry the tag `without` do not count. Raises
    ValueError where the bytes are no notebook.
    """
    try:
        found = reading.read(content).cells
    except reading.Unreadable as error:
        raise ValueError(f"not a notebook: {error}") from error
    return written(one for one in found if without is None or without not in tags(one))


def _at_date(notebook, closed):
    """The notebook without the cells whose tag `apres-ID` names an assignment that is not closed yet."""
    waiting = [{tag for tag in cell.metadata.get("tags", []) if tag.startswith("apres-")} for cell in notebook.cells]
    known = {f"apres-{id}" for id in closed}
    notebook.cells = [cell for cell, waits in zip(notebook.cells, waiting, strict=True) if waits <= known]
    return notebook


def _config(path):
    """nbgrader's configuration file as a traitlets Config; nbgrader's defaults where the course has none."""
    from traitlets.config import Config, PyFileConfigLoader

    return PyFileConfigLoader(path.name, str(path.parent)).load_config() if path.is_file() else Config()


def _read(content):
    try:
        return nbformat.reads(content.decode("utf-8"), as_version=4)
    except Exception as error:  # nbformat raises its own, jsonschema's and json's errors
        raise CourseError(f"not a valid notebook: {error}") from error


def _write(notebook):
    return (nbformat.writes(notebook).rstrip("\n") + "\n").encode("utf-8")
