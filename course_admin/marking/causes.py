"""What went wrong in a whole submission, said once: the line that failed, and one cause behind many lost points."""

import json
import re
from collections import defaultdict

from course_utils.notebook import reading
from course_utils.notebook.cell import is_test, text

MOST = 3  # failing cells that are told
_NOT_DEFINED = re.compile(r"name '(\w+)' is not defined|« (\w+) » n’est pas défini")


def remarks(ran, released):
    """The sentences on a submission's `Results`: the student's cells that stopped, and what one cause took.

    `released` is the notebook (bytes) that students received: where a cell of ours stops, an answer is not written yet.
    """
    ours = {text(cell) for cell in reading.read(released).cells}
    return [*_stopped(ran, ours), *_one_cause(ran)]


def comparison(path, counted_path, other, counted):
    """What another notebook of the same hand-in would have had."""
    had, has, of = _points(other), _points(counted), sum(verdict.max_points for verdict in counted.verdicts)
    return (
        f"Aux tests, le notebook {path} aurait eu {_number(had)} point(s) sur {_number(of)} ; "
        f"{counted_path}, qui compte, en a {_number(has)}."
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
                found.append(f"{where} ({_what(output)}).")
    return found[:MOST]


def _line(output):
    """The line of the cell that failed, "" where the traceback does not show it."""
    text = "\n".join(output.get("traceback") or ())
    shown = re.findall(r"^-+> *\d+ (.*)$", text, re.MULTILINE)
    return " ".join(shown[0].split())[:100] if shown else ""


def _what(output):
    reason = " ".join(str(output.get("evalue", "")).split())[:120]
    return f"{output.get('ename', 'erreur')} : {reason}" if reason else str(output.get("ename", "erreur"))


def _one_cause(ran):
    """That one missing name took half of the points or more."""
    lost = defaultdict(float)
    for verdict in ran.verdicts:
        name = _NOT_DEFINED.search(verdict.message)
        if verdict.status != "passed" and name:
            lost[name[1] or name[2]] += verdict.max_points
    total, won = sum(verdict.max_points for verdict in ran.verdicts), _points(ran)
    for name, points in lost.items():
        if 2 * points >= total:
            yield (
                f"À vérifier : « {name} » n’est pas défini, et cela seul coûte {_number(points)} point(s) ; sans cette "
                f"cause, les tests auraient donné jusqu’à {_number(won + points)} sur {_number(total)}."
            )


def _points(ran):
    return sum(verdict.points for verdict in ran.verdicts)


def _number(points):
    """1.5 as « 1,5 »."""
    return f"{points:g}".replace(".", ",")
