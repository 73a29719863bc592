"""The bytes of a file as a notebook of the present format: any encoding, any age, any damage that can be mended."""

import json
import re
from collections import Counter
from dataclasses import dataclass

from course_utils.notebook import cell

MAX_BYTES = 100 << 20  # of the file, most of which may be outputs; marking drops these
MAX_KEPT = 20 << 20  # characters, of what is left
MAX_CODE = 500_000  # characters of one code cell
MAX_CELLS = 2000


class Unreadable(Exception):
    """The file is not a notebook that can be marked; the text says why, in French, as a sentence for the student."""


@dataclass(frozen=True)
class Read:
    """A notebook whose `cells` are all as `cell.read` makes them, and in French what had to be mended for it."""

    notebook: dict
    remarks: tuple[str, ...] = ()

    @property
    def cells(self):
        return self.notebook["cells"]


def read(data):
    """The `Read` of a file's bytes. Raises `Unreadable`.

    >>> read(b'{"cells": [{"cell_type": "markdown", "source": ["a\\\\n", "b"]}]}').cells[0]["source"]
    'a\\nb'
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(f"Le carnet pèse {len(data) >> 20} Mo ; au plus {MAX_BYTES >> 20} Mo sont acceptés.")
    if not data.strip():
        raise Unreadable("Le fichier du carnet est vide : il est incomplet ou abîmé.")
    if data.startswith(b"version https://git-lfs"):
        raise Unreadable("Le dépôt contient un pointeur Git LFS, et non le carnet lui-même.")
    if data.startswith((b"PK\x03\x04", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"%PDF")):
        raise Unreadable("Le fichier n’est pas un carnet Jupyter : c’est une archive ou un document.")
    remarks = []
    notebook = _current(_parse(_decode(data, remarks), remarks), remarks)
    if not isinstance(notebook.get("cells"), list):
        raise Unreadable("Le carnet n’a pas de liste de cellules : le fichier est incomplet ou abîmé.")
    if len(notebook["cells"]) > MAX_CELLS:
        raise Unreadable(f"Le carnet a {len(notebook['cells'])} cellules ; au plus {MAX_CELLS} sont acceptées.")
    if not all(map(cell.is_cell, notebook["cells"])):
        remarks.append("Le carnet contenait une cellule abîmée ; ce qui s’en lit a été gardé, le reste a été lu.")
    cells = [cell.read(one) for one in notebook["cells"]]
    _refuse_large(cells)
    return Read(notebook | {"cells": cells}, tuple(remarks))


def dump(notebook):
    """The bytes of a notebook, as JupyterLab writes them.

    >>> read(dump({"cells": [], "metadata": {}})).notebook
    {'cells': [], 'metadata': {}}
    """
    cells = [one | {"source": one["source"].splitlines(keepends=True)} for one in notebook["cells"]]
    text = json.dumps(notebook | {"cells": cells}, indent=1, ensure_ascii=False) + "\n"
    return text.encode("utf-8", "replace")


def _decode(data, remarks):
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        encodings = ["utf-32"]
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
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
        return text.lstrip("\ufeff")
    raise Unreadable("Le fichier n’est pas du texte UTF-8 : il est incomplet ou abîmé.")


def _parse(text, remarks):
    twice = set()

    def pairs(found):
        value = dict(found)
        if len(value) < len(found):
            twice.update(name for name, times in Counter(name for name, _ in found).items() if times > 1)
        return value

    try:
        notebook = json.loads(text, parse_int=_integer, strict=False, object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_why_no_json(text, error)) from None
    if twice:
        names = ", ".join(f"« {name[:20]} »" for name in sorted(twice)[:3])
        remarks.append(f"Le carnet contenait plusieurs fois la même clé ({names}) ; la dernière compte.")
    return notebook


def _why_no_json(text, error):
    """What the text is instead of a notebook."""
    if re.search(r"^<{7} ", text, re.MULTILINE):
        return "Le carnet contient les marques d’un conflit git, d’une fusion qui n’a pas été terminée (« <<<<<<< »)."
    if text.lstrip()[:1] == "<":
        return (
            "Le fichier n’est pas un carnet Jupyter : c’est une page web, qu’il faut télécharger sous sa forme brute."
        )
    where = f" (ligne {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
    return f"Le fichier n’est pas un carnet Jupyter : ce n’est pas du JSON valide{where}, il est incomplet ou abîmé."


def _integer(digits):
    """An integer of any length: one that Python refuses to read counts nothing here."""
    return int(digits) if len(digits) < 1000 else 0


def _current(notebook, remarks):
    """The notebook in the present format."""
    if not isinstance(notebook, dict):
        raise Unreadable("Le fichier est du JSON, mais pas un carnet Jupyter.")
    if "cells" in notebook or not isinstance(notebook.get("worksheets"), list):
        return dict(notebook)
    import nbformat

    try:
        upgraded = nbformat.convert(nbformat.v3.reads_json(json.dumps(notebook)), 4)
    except Exception as error:  # nbformat raises whatever the malformed part makes it raise
        raise Unreadable("Le carnet est dans un ancien format qui ne peut pas être converti.") from error
    remarks.append("Le carnet était dans un ancien format ; il a été converti.")
    return json.loads(json.dumps(upgraded))


def _refuse_large(cells):
    kept = sum(len(one["source"]) for one in cells)
    kept += sum(len(json.dumps(one["attachments"])) for one in map(cell.light, cells) if "attachments" in one)
    if kept > MAX_KEPT:
        raise Unreadable(
            f"Sans ses sorties, le carnet pèse encore {kept >> 20} Mo ; au plus {MAX_KEPT >> 20} Mo sont acceptés."
        )
    if any(one["cell_type"] == "code" and len(one["source"]) > MAX_CODE for one in cells):
        raise Unreadable(f"Une cellule de code du carnet a plus de {MAX_CODE} caractères.")
