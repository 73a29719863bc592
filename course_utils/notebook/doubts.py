"""What in a notebook's cells its author cannot mean, for `verifier` and the student's row: French sentences."""

import re

from course_utils.notebook.cell import grade_id

_CONFLICT = re.compile(r"^<{7}(?: .*)?$(?s:.*?)^={7}$(?s:.*?)^>{7}(?: .*)?$", re.MULTILINE)


def conflicts(cells):
    """The cells that hold the marks of a git conflict."""
    for number, cell in enumerate(cells, start=1):
        if _CONFLICT.search(cell["source"]):
            name = f"« {grade_id(cell)} »" if grade_id(cell) else f"n° {number}"
            yield f"La cellule {name} contient les marques d’un conflit git (« <<<<<<< ») : gardez une seule version."
