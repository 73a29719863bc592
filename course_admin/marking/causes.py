"""What went wrong in a whole submission, said once: the line that failed, and what another notebook would have had."""

import json
import re

from course_admin.marking.one_cause import points
from course_utils.checks.errors_of_cells import of_cell
from course_utils.checks.progress import french_number
from course_utils.notebook import reading
from course_utils.notebook.cell import is_test, text

MOST, LONG = 3, 240  # failing cells that are told, characters that are told of an error


def remarks(ran, released):
    """The sentences on a submission's `Results`: the student's cells that stopped.

    `released` is the notebook (bytes) that students received: where a cell of ours stops, an answer is not written yet.
    """
    return _stopped(ran, {text(cell) for cell in reading.read(released).cells})


def comparison(path, counted_path, other, counted):
    """What another notebook of the same hand-in would have had."""
    had, has, of = points(other), points(counted), sum(verdict.max_points for verdict in counted.verdicts)
    return (
        f"Aux tests, le notebook {path} aurait eu {french_number(had)} point(s) sur {french_number(of)} ; "
        f"{counted_path}, qui compte, en a {french_number(has)}."
    )


def _stopped(ran, ours):
    """The cells of the student's own that ended in an error, by the line that failed."""
    found = []
    for number, cell in enumerate(json.loads(ran.notebook)["cells"], start=1):
        if cell["cell_type"] != "code" or is_test(cell) or cell["source"].strip() in ours:
            continue
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error":
                line = _line(output)
                where = f"Une cellule s’arrête à la ligne « {line} »" if line else f"La cellule n° {number} s’arrête"
                found.append(f"{where} ({_what(output, cell['source'])}).")
    return found[:MOST]


def _line(output):
    """The line of the cell that failed, "" where the traceback does not show it."""
    text = "\n".join(output.get("traceback") or ())
    shown = re.findall(r"^-+> *\d+ (.*)$", text, re.MULTILINE)
    return " ".join(shown[0].split())[:100] if shown else ""


def _what(output, source):
    reason = " ".join(str(output.get("evalue", ""))[:1000].split())
    said = of_cell(str(output.get("ename", "erreur")), reason, source)
    return said if len(said) <= LONG else f"{said[:LONG].rsplit(' ', 1)[0]} …"
