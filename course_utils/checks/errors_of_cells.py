"""What stopped a cell that was run, from the error in its outputs, in French.

>>> of_cell("SyntaxError", "expected ':' (1234.py, line 1)", "for i in x")
'ligne 1, « for i in x » : il manque « : » à la fin de la ligne'
>>> of_cell("ZeroDivisionError", "division by zero", "1 / 0")
'une division par zéro'
"""

import re

from course_utils.checks.errors import french, in_short
from course_utils.checks.errors_of_syntax import french_syntax

_UNREAD = ("SyntaxError", "IndentationError", "TabError", "_IncompleteInputError")


def of_cell(kind, text, source):
    """An error (the name of its class, its text) of a cell's `source`, in one line; as it is where it is unknown."""
    if kind in _UNREAD:
        return _syntax(source, text)
    if kind == "NameError" and (name := re.search(r"name '(\w+)' is not defined", text)):
        return f"« {name[1]} » n’existe pas : aucune cellule plus haut ne le définit, ou elle s’est arrêtée avant"
    detail, short = f"{kind} : {text}" if text else kind, in_short(kind, "")
    return french(kind, text) or (f"{short} ({detail})" if short else detail)


def _syntax(source, text):
    """`ligne 3, « for i in range(3) » : il manque « : »`, from the text of a SyntaxError of a cell."""
    said = re.search(r"line (\d+)\)$", text)
    lines, number = source.splitlines() or [""], int(said[1]) if said else 1
    line = lines[min(number, len(lines)) - 1].strip()
    return f"ligne {number}, « {line[:100]} » : {french_syntax(text, line)}"
