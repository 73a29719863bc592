"""The outline of a TP, read from its source: its cells that carry a grade id, under which heading, testing what."""

import re

import nbformat

from course_utils.notebook.cell import grade_id

_HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
# A check is called with the functions that it needs, by name: the last one is judged.
_FUNCTION = re.compile(r"^\w+\((?:\w+=\w+,\s*)*\w+=(\w+)\)$", re.MULTILINE)


def outline(assignment):
    """The cells of the source that carry a grade id, in order: (heading above, grade id, function tested)."""
    notebook = nbformat.read(assignment.course.sources / assignment.path, as_version=4)
    heading, found = assignment.title, []
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and not grade_id(cell):
            titles = _HEADING.findall(cell.source)
            heading = re.sub(r"\s*\([^()]*\)\s*$", "", titles[0]) if titles else heading
        if grade_id(cell):
            function = _FUNCTION.search(cell.source)
            found.append((heading, grade_id(cell), function[1] if function else ""))
    return found
