"""A student's notebook as it came, made into one that can be marked: their cells, our tests.

Nothing in the student's file is believed but the text of their own cells. What the instructor wrote (locked cells,
tests, points, kinds of cells) is taken from the instructor's source again, whatever became of it.
"""

import ast
import contextlib
import json
import re
from dataclasses import dataclass

import nbformat

from course_admin.marking.engine import illustrations

MAX_BYTES = 100 << 20  # of the file, most of which may be outputs; these are dropped
MAX_KEPT = 20 << 20  # of what is left
MAX_CODE = 500_000  # characters of one code cell
MAX_CELLS = 2000
_CELL_ID = re.compile(r"^[a-zA-Z0-9-_]{1,64}$")


class Unreadable(Exception):
    """The file is not a notebook that can be marked; the text says why, in French, for the student."""


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


def read(student_bytes, source_notebook):
    """Merge the bytes of a student's notebook with the instructor's source (bytes or a parsed notebook).

    Raises `Unreadable` with a reason in French; every lesser damage is mended and noted in `remarks`.
    """
    if isinstance(source_notebook, bytes):
        source_notebook = nbformat.reads(source_notebook.decode(), as_version=4)
    imports = _imports(source_notebook)
    source = {grade_id(cell): _clean(cell) for cell in source_notebook["cells"] if grade_id(cell)}
    remarks = []
    cells = _student_cells(_parse(student_bytes, remarks), remarks)
    _refuse_large(cells)
    merged = _merge(cells, source, remarks)
    illustrations.leave_out(merged, source_notebook)
    tests = tuple(
        Test(name, float(cell["metadata"]["nbgrader"].get("points", 0)), cell["source"], imports)
        for name, cell in source.items()
        if is_test(cell)
    )
    return Submission(_dump(merged), tests, tuple(dict.fromkeys(remarks)))


def grade_id(cell):
    """The nbgrader id of a cell, or None."""
    settings = cell["metadata"].get("nbgrader")
    name = settings.get("grade_id") if isinstance(settings, dict) else None
    return name if isinstance(name, str) else None


def is_test(cell):
    """Whether the cell gives points by itself: graded, and not for the student to write in."""
    settings = cell["metadata"].get("nbgrader", {})
    return cell["cell_type"] == "code" and bool(settings.get("grade")) and not settings.get("solution")


def _is_written_by_student(cell):
    return bool(cell["metadata"]["nbgrader"].get("solution"))


# --- reading ---------------------------------------------------------------------------------------


def _parse(data, remarks):
    """The notebook as a dict of the current format, from bytes of any kind."""
    if len(data) > MAX_BYTES:
        raise Unreadable(f"Le carnet pèse {len(data) >> 20} Mo ; au plus {MAX_BYTES >> 20} Mo sont acceptés.")
    if not data.strip():
        raise Unreadable("Le fichier du carnet est vide.")
    if data.startswith(b"version https://git-lfs"):
        raise Unreadable("Le dépôt contient un pointeur Git LFS, et non le carnet lui-même.")
    text = _decode(data, remarks)
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        if re.search(r"^<<<<<<< ", text, re.MULTILINE):
            raise Unreadable("Le carnet contient les marques d’un conflit git (« <<<<<<< ») non résolu.") from None
        raise Unreadable("Le fichier n’est pas un carnet Jupyter : ce n’est pas du JSON valide.") from None
    if not isinstance(notebook, dict):
        raise Unreadable("Le fichier est du JSON, mais pas un carnet Jupyter.")
    if "cells" not in notebook and isinstance(notebook.get("worksheets"), list):
        notebook = _upgrade(notebook)
        remarks.append("Le carnet était dans un ancien format ; il a été converti.")
    if not isinstance(notebook.get("cells"), list):
        raise Unreadable("Le carnet n’a pas de liste de cellules.")
    if len(notebook["cells"]) > MAX_CELLS:
        raise Unreadable(f"Le carnet a {len(notebook['cells'])} cellules ; au plus {MAX_CELLS} sont acceptées.")
    return notebook


def _decode(data, remarks):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif data[:4].count(0) >= 2:
        encodings = ["utf-16-le", "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252", "latin-1"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8-sig":
            remarks.append(f"Le carnet était enregistré en {encoding} au lieu d’UTF-8 ; il a été converti.")
        return text
    raise Unreadable("Le fichier n’est pas du texte UTF-8.")


def _upgrade(notebook):
    try:
        return nbformat.convert(nbformat.v3.reads_json(json.dumps(notebook)), 4)
    except Exception as error:  # nbformat raises whatever the malformed part makes it raise
        raise Unreadable("Le carnet est dans un ancien format qui ne peut pas être converti.") from error


def _imports(notebook):
    """The top-level import statements of the instructor's cells, but those that a student is to write in."""
    statements = []
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("solution"):
            with contextlib.suppress(SyntaxError):  # a cell with magics
                body = ast.parse(cell["source"]).body
                statements += [ast.unparse(node) for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    return tuple(dict.fromkeys(statements))


def _student_cells(notebook, remarks):
    """The student's cells, cleaned; what is not a cell is left out."""
    cells = []
    for cell in notebook["cells"]:
        cleaned = _clean(cell) if isinstance(cell, dict) else None
        if cleaned is None:
            remarks.append("Le carnet contenait une cellule illisible ; elle a été ignorée.")
        else:
            cells.append(cleaned)
    return cells


def _refuse_large(cells):
    kept = len(json.dumps(cells))
    if kept > MAX_KEPT:
        raise Unreadable(
            f"Sans ses sorties, le carnet pèse encore {kept >> 20} Mo ; au plus {MAX_KEPT >> 20} Mo sont acceptés."
        )
    if any(cell["cell_type"] == "code" and len(cell["source"]) > MAX_CODE for cell in cells):
        raise Unreadable(f"Une cellule de code du carnet a plus de {MAX_CODE} caractères.")


def _clean(cell):
    """A cell with the fields that we use and no others; None if it has no usable type or text."""
    kind, source, metadata = cell.get("cell_type"), cell.get("source", ""), cell.get("metadata")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if kind not in ("code", "markdown", "raw") or not isinstance(source, str):
        return None
    metadata = metadata if isinstance(metadata, dict) else {}
    source = source.encode("utf-8", "replace").decode()
    clean = {"cell_type": kind, "id": cell.get("id"), "source": source, "metadata": {}}
    if isinstance(metadata.get("nbgrader"), dict):
        clean["metadata"]["nbgrader"] = dict(metadata["nbgrader"])
    if kind == "markdown" and _are_attachments(cell.get("attachments")):
        clean["attachments"] = cell["attachments"]
    return clean


def _are_attachments(value):
    return isinstance(value, dict) and all(
        isinstance(bundle, dict) and all(isinstance(data, str) for data in bundle.values()) for bundle in value.values()
    )


# --- merging ---------------------------------------------------------------------------------------


def _merge(cells, source, remarks):
    merged, placed = [], set()
    for cell in cells:
        name = grade_id(cell)
        if name in source and name not in placed:
            placed.add(name)
            merged.append(_restore(cell, source[name], remarks))
        else:
            if name in source:
                remarks.append(
                    f"La cellule « {name} » était en double ; la première compte, les autres s’exécutent aussi."
                )
            merged.append({**cell, "metadata": {}})
    if not placed:
        remarks.append("Le carnet a perdu l’identité de toutes ses cellules ; les tests ont été ajoutés à la fin.")
    _put_back(merged, placed, source, remarks)
    _tests_after_answers(merged, source, remarks)
    return merged


def _restore(cell, ours, remarks):
    """The student's cell with our settings and type; our text too where the student was not to write."""
    name = grade_id(ours)
    if cell["cell_type"] != ours["cell_type"]:
        remarks.append(f"La cellule « {name} » avait changé de type ; il a été rétabli.")
    if not _is_written_by_student(ours):
        return dict(ours)
    if cell["metadata"]["nbgrader"].get("points") != ours["metadata"]["nbgrader"].get("points"):
        remarks.append(f"Les points de la cellule « {name} » avaient été modifiés ; les nôtres comptent.")
    restored = {**cell, "cell_type": ours["cell_type"], "metadata": ours["metadata"]}
    if ours["cell_type"] != "markdown":
        restored.pop("attachments", None)
    return restored


def _put_back(merged, placed, source, remarks):
    """Insert what was deleted after the source cell that precedes it (at the end, if nothing of ours is left)."""
    position = 0 if placed else len(merged)
    for name, ours in source.items():
        if name in placed:
            position = _index(merged, name) + 1
            continue
        if is_test(ours):
            remarks.append(f"La cellule de test « {name} » avait été supprimée ; elle a été remise.")
        blank = {**ours, "source": ""} if _is_written_by_student(ours) else dict(ours)
        merged.insert(position, blank)
        position += 1


def _tests_after_answers(merged, source, remarks):
    """A test that was moved above the answer that precedes it in our source goes back below it."""
    answer = None
    for name, ours in source.items():
        if _is_written_by_student(ours):
            answer = name
        elif is_test(ours) and answer and _index(merged, name) < _index(merged, answer):
            cell = merged.pop(_index(merged, name))
            merged.insert(_index(merged, answer) + 1, cell)
            remarks.append(
                f"La cellule de test « {name} » était au-dessus de la réponse ; elle a été remise à sa place."
            )


def _index(cells, name):
    return next(i for i, cell in enumerate(cells) if grade_id(cell) == name)


def _dump(cells):
    """A valid notebook of format 4.5: unique cell ids, no outputs."""
    seen = set()
    for number, cell in enumerate(cells):
        if not isinstance(cell["id"], str) or not _CELL_ID.match(cell["id"]) or cell["id"] in seen:
            cell["id"] = f"cellule-{number}"
        while cell["id"] in seen:
            cell["id"] = cell["id"][:60] + "-bis"
        seen.add(cell["id"])
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()
