"""What stopped a cell, as `verifier` says it: one line, in French."""

import re

from course_utils.checks.errors import french
from course_utils.checks.errors_of_syntax import french_syntax
from course_utils.verifier_run import CELL_SECONDS

_UNREAD = ("SyntaxError", "IndentationError", "TabError", "_IncompleteInputError")


def stopped(cell):
    """What stopped a cell, in one line, or None."""
    error = next((one for one in cell.get("outputs", []) if one["output_type"] == "error"), None)
    if error is None:
        return None
    kind, text = error["ename"], " ".join(str(error["evalue"]).split())
    if kind in ("CheckFailed", "EnvironmentProblem", "Told"):
        return text
    if kind == "KeyboardInterrupt":
        return f"plus de {CELL_SECONDS} s : interrompue"
    if kind in _UNREAD:
        return _syntax(cell["source"], text)
    if kind == "NameError" and (name := re.search(r"name '(\w+)' is not defined", text)):
        return f"« {name[1]} » n’existe pas : aucune cellule plus haut ne le définit, ou elle s’est arrêtée avant"
    return french(kind, text) or f"{kind} : {text}"


def _syntax(source, text):
    """`ligne 3, « for i in range(3) » : il manque « : »`, from the text of a SyntaxError of a cell."""
    said = re.search(r"line (\d+)\)$", text)
    lines, number = source.splitlines() or [""], int(said[1]) if said else 1
    line = lines[min(number, len(lines)) - 1].strip()
    return f"ligne {number}, « {line} » : {french_syntax(text, line)}"
