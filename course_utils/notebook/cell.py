"""What a cell of a notebook is, whatever JSON stands in its place; nothing here ever raises.

nbgrader notes in a cell's metadata whether it is an answer or a check, and what it is worth: that is read here alone.
"""

import ast
import json
import re

KINDS = ("code", "markdown", "raw")
_STUB = "VOTRE RÉPONSE ICI"
_DEFINES = re.compile(r"^(?:async +)?(?:def|class) +(\w+)", re.MULTILINE)
_ASSIGNS = re.compile(r"^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE)


def read(value):
    """Any JSON value as a cell: a dict that has a known `cell_type`, a text as `source`, a dict as `metadata`.

    What is no cell at all becomes a raw one that holds its JSON, so that nothing is lost.

    >>> read({"cell_type": "code", "source": ["x = ", 3, "1"], "metadata": []})
    {'cell_type': 'code', 'source': 'x = 31', 'metadata': {}}
    """
    if not isinstance(value, dict):
        return {"cell_type": "raw", "source": _encodable(_json(value)), "metadata": {}}
    kind, metadata = value.get("cell_type"), value.get("metadata")
    return value | {
        "cell_type": kind if isinstance(kind, str) and kind in KINDS else "raw",
        "source": _encodable(_lines(_joined(value.get("source")))),
        "metadata": dict(metadata) if isinstance(metadata, dict) else {},
    }


def is_cell(value):
    """Whether a JSON value can be read as a cell as it is: a dict of a known type with a text."""
    if not isinstance(value, dict) or value.get("cell_type") not in list(KINDS):
        return False
    source = value.get("source", "")
    return isinstance(source, str) or (isinstance(source, list) and all(isinstance(line, str) for line in source))


def light(cell):
    """A cell that was `read`, without what a program or an editor added: outputs, counts, other metadata."""
    kept = {"cell_type": cell["cell_type"], "id": identity(cell), "source": cell["source"], "metadata": {}}
    if isinstance(cell["metadata"].get("nbgrader"), dict):
        kept["metadata"]["nbgrader"] = dict(cell["metadata"]["nbgrader"])
    if cell["cell_type"] == "markdown" and _are_attachments(cell.get("attachments")):
        kept["attachments"] = cell["attachments"]
    return kept


def tag(cell):
    """What nbgrader notes of a cell (grade_id, points, locked…), an empty dict for an ordinary cell."""
    metadata = cell.get("metadata")
    noted = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return noted if isinstance(noted, dict) and isinstance(noted.get("grade_id"), str) and noted["grade_id"] else {}


def grade_id(cell):
    """The name that nbgrader gave to a cell, None for an ordinary one."""
    return tag(cell).get("grade_id")


def points(cell):
    """What a graded cell is worth."""
    return float(tag(cell).get("points") or 0)


def is_graded(cell):
    """Whether the cell is worth points, given by its test or by a marker."""
    return bool(tag(cell).get("grade") or tag(cell).get("task"))


def is_answer(cell):
    """Whether the student is to write in it."""
    return bool(tag(cell).get("solution"))


def is_stub(source):
    """Whether an answer's text is still what nbgrader put there for the student to replace."""
    return source.strip() in ("", "Votre réponse ici.") or "NotImplementedError" in source or _STUB in source


def is_unwritten(cell):
    """Whether an answer holds nothing but what a release of ours, of whatever version, put there to be replaced.

    >>> blank = "def f(x):\\n    '''Of x.'''\\n    # VOTRE RÉPONSE ICI\\n    raise NotImplementedError"
    >>> is_unwritten({"source": blank}), is_unwritten({"source": blank.replace("#", "y = 2 * x #")})
    (True, False)
    """
    source = text(cell)
    if source in ("", "Votre réponse ici."):
        return True
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
    lines = [one for one in tree.body if not isinstance(one, (ast.FunctionDef, ast.Import, ast.ImportFrom))]
    lines += [line for one in functions for line in one.body]
    lines = [one for one in lines if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))]
    return bool(lines) and all(isinstance(one, ast.Raise) and "NotImplementedError" in ast.dump(one) for one in lines)


def is_test(cell):
    """Whether the cell gives points by itself: graded, and not for the student to write in."""
    return cell["cell_type"] == "code" and bool(tag(cell).get("grade")) and not is_answer(cell)


def is_by_hand(cell):
    """Whether a graded cell is for a marker to read: a written answer or a task."""
    noted = tag(cell)
    return bool(noted.get("task") or (noted.get("grade") and (is_answer(cell) or cell["cell_type"] != "code")))


def tags(cell):
    """The tags of a cell, as JupyterLab shows them."""
    metadata = cell.get("metadata")
    found = metadata.get("tags") if isinstance(metadata, dict) else None
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def identity(cell):
    """The id of a cell in its notebook, None where it has none that can be used."""
    value = cell.get("id")
    return value if isinstance(value, str) else None


def text(cell):
    """What is written in a cell that was `read`, without the blank lines around it."""
    return cell["source"].strip()


def written(cells):
    """The type and text of each cell that is not empty: two notebooks with the same hold the same work."""
    return tuple((one["cell_type"], text(one)) for one in cells if text(one))


def defines(cell):
    """The functions and classes that a cell's text defines at its left margin.

    >>> sorted(defines({"source": "def f(x):\\n    def g(): pass\\nclass A: pass"}))
    ['A', 'f']
    """
    return set(_DEFINES.findall(cell["source"]))


def names(cell):
    """The names that a cell's text gives a value at its left margin, however: what an answer may be written as.

    >>> sorted(names({"source": "f = lambda x: x\\ndef g(): pass\\ny: int = 3\\nz == 3"}))
    ['f', 'g', 'y']
    """
    return defines(cell) | set(_ASSIGNS.findall(cell["source"]))


def binds(cell):
    """The names that a code cell binds when it runs; none where its text is no plain Python."""
    try:
        tree = ast.parse(cell["source"])
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    found = {alias.asname or alias.name.split(".")[0] for node in ast.walk(tree) for alias in getattr(node, "names", ())
             if isinstance(alias, ast.alias)}  # fmt: skip
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
        else:
            inside = (one for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store))
            found |= {one.id for one in inside}
    return found


def _joined(source):
    """The text of a `source`, which the format allows as one string or a list of lines."""
    if isinstance(source, list):
        return "".join(line if isinstance(line, str) else _json(line) for line in source if line is not None)
    return source if isinstance(source, str) else "" if source is None else _json(source)


def _lines(text):
    """The text with the line ends of Unix: a notebook saved elsewhere is the same work."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _json(value):
    try:
        return json.dumps(value, ensure_ascii=False)
    except (RecursionError, ValueError):
        return ""


def _encodable(text):
    return text.encode("utf-8", "replace").decode()


def _are_attachments(value):
    return isinstance(value, dict) and all(
        isinstance(bundle, dict) and all(isinstance(data, str) for data in bundle.values()) for bundle in value.values()
    )
