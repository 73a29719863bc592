"""A TP's notebook against the one that was released: what is damaged, and the same notebook mended.

The marking trusts the cells that nbgrader tagged: answers, and the locked cells with the checks. JupyterLab lets one
delete, copy, retype or edit them all the same; here this is seen before handing in. The released notebook is the oldest
version in the git history.
"""

import copy
import json
import re
import uuid
from dataclasses import dataclass

from course_utils.local_git import git, show


class HandinError(Exception):
    """Nothing can be checked; its text says why, in French."""


@dataclass(frozen=True)
class Damage:
    """One tagged cell that is not as it was released: `kind` is missing, duplicated, retyped or changed."""

    kind: str
    grade_id: str

    def __str__(self):
        return _DAMAGES[self.kind].format(self.grade_id)


_DAMAGES = {
    "missing": "la cellule « {} » a été supprimée",
    "duplicated": "la cellule « {} » est en plusieurs exemplaires",
    "retyped": "la cellule « {} » a changé de type (code ou texte)",
    "changed": "la cellule « {} », qui est verrouillée, a été modifiée",
}


def tps(root):
    """The names of the TPs that the repository holds.

    A folder counts once it has a notebook, so `notebooks/tp/tp1/x.ipynb` gives `["tp1"]`.
    """
    return sorted({path.parent.name for path in (root / "notebooks" / "tp").glob("*/*.ipynb")})


def released(root, tp):
    """Path (relative, with /) and content of the TP's notebook as it was first committed. Raises HandinError."""
    log = git(
        root,
        "log",
        "--full-history",
        "--diff-filter=A",
        "--no-renames",
        "--reverse",
        "--format=commit %H",
        "--name-only",
        "--",
        f"notebooks/tp/{tp}/*.ipynb",
    )
    if log is None:
        raise HandinError("ce dossier n’est pas un dépôt git (ou git n’est pas installé) : partez d’un « git clone »")
    commit = None
    for line in filter(None, log.splitlines()):
        if line.startswith("commit "):
            commit = line.removeprefix("commit ")
        else:
            return line, parse(show(root, commit, line))
    raise HandinError(
        f"l’historique n’a pas de notebook pour « {tp} » ; vérifiez le nom, ou lancez la mise à jour (maj)"
    )


def locate(root, path):
    """The student's notebook: at its place, else anywhere under the same name; None where there is none."""
    if (root / path).is_file():
        return root / path
    name = path.rsplit("/", 1)[1]
    hidden = {".venv", ".git", "build", ".ipynb_checkpoints"}
    found = (p for p in root.rglob(name) if not hidden & set(p.relative_to(root).parts))
    return min(found, default=None)


def last_readable(root, path):
    """The newest committed version of a notebook that can be read, or None."""
    for commit in (git(root, "log", "--format=%H", "--", path) or "").split():
        try:
            return parse(show(root, commit, path))
        except HandinError:
            continue
    return None


def parse(content):
    """The notebook as a dict whose cells have `source` as one string. Raises HandinError on anything else."""
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            if not isinstance(cell["metadata"], dict) or cell["cell_type"] not in ("code", "markdown", "raw"):
                raise TypeError
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        if b"<<<<<<<" in (content or b""):
            raise HandinError("le notebook contient des marques de conflit git (<<<<<<<)") from error
        raise HandinError("le fichier n’est pas un notebook lisible (JSON abîmé)") from error
    return notebook


def dump(notebook):
    """The bytes of a notebook, as JupyterLab writes them.

    >>> parse(dump({"cells": [], "metadata": {}}))
    {'cells': [], 'metadata': {}}
    """
    notebook = copy.deepcopy(notebook)
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode()


def tag(cell):
    """What nbgrader notes of a cell (grade_id, points, locked…), an empty dict for an ordinary cell."""
    noted = cell["metadata"].get("nbgrader")
    return noted if isinstance(noted, dict) and noted.get("grade_id") else {}


def grade_id(cell):
    """The name of a tagged cell, None for an ordinary one."""
    return tag(cell).get("grade_id")


def compare(reference, notebook):
    """The list of `Damage`, in the order of the released cells; empty when all is as it should be."""
    damages = []
    for cell in _tagged(reference):
        name = grade_id(cell)
        mine = [c for c in notebook["cells"] if grade_id(c) == name]
        if len(mine) != 1:
            damages.append(Damage("duplicated" if mine else "missing", name))
        if mine and mine[0]["cell_type"] != cell["cell_type"]:
            damages.append(Damage("retyped", name))
        elif mine and (tag(mine[0]) != tag(cell) or (not tag(cell).get("solution") and _differs(mine[0], cell))):
            damages.append(Damage("changed", name))
    return damages


def repair(reference, notebook):
    """A copy of the student's notebook with every tagged cell as released, the answers kept.

    Copies become ordinary cells, a locked cell takes its text back, a cell that lost its tag is recognised by what it
    defines, and one that is gone comes back where it was.
    """
    mended = copy.deepcopy(notebook)
    originals = {grade_id(cell): cell for cell in _tagged(reference)}
    _untag_copies(mended["cells"])
    for name, original in originals.items():
        cell = _by_name(mended["cells"], name) or _lost_tag(mended["cells"], original)
        if cell is None:
            mended["cells"].insert(_place(mended["cells"], list(originals), name), copy.deepcopy(original))
        else:
            _restore(cell, original)
    return mended


def _tagged(notebook):
    return [cell for cell in notebook["cells"] if grade_id(cell)]


def _differs(cell, original):
    return cell["source"].strip() != original["source"].strip()


def _by_name(cells, name):
    return next((cell for cell in cells if grade_id(cell) == name), None)


def _untag_copies(cells):
    """Of several cells with one name the first keeps it; ids are unique in a notebook too."""
    seen = set()
    for cell in cells:
        name = grade_id(cell)
        if name in seen:
            del cell["metadata"]["nbgrader"]
            cell["id"] = uuid.uuid4().hex[:8]
        elif name:
            seen.add(name)


def _lost_tag(cells, original):
    """The ordinary cell that once was `original`: it has its id, defines what the answer defines, or has its text."""
    ordinary = [cell for cell in cells if not grade_id(cell)]
    identical = [cell for cell in ordinary if "id" in original and cell.get("id") == original["id"]]
    same = [cell for cell in ordinary if not _differs(cell, original)]
    defined = re.findall(r"^def (\w+)\(", original["source"], re.MULTILINE) if tag(original).get("solution") else []
    writes = [
        cell
        for cell in ordinary
        if defined and all(re.search(rf"^def {name}\(", cell["source"], re.MULTILINE) for name in defined)
    ]
    return next(iter(identical + writes[::-1] + same), None)


def _restore(cell, original):
    """Type, tag and (where it is locked) text as released."""
    if cell["cell_type"] != original["cell_type"]:
        cell["cell_type"] = original["cell_type"]
        for key in ("outputs", "execution_count", "attachments"):
            cell.pop(key, None)
        if original["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    cell["metadata"]["nbgrader"] = copy.deepcopy(tag(original))
    for flag in ("deletable", "editable"):
        if flag in original["metadata"]:
            cell["metadata"][flag] = original["metadata"][flag]
    if not tag(original).get("solution"):
        cell["source"] = original["source"]


def _place(cells, names, name):
    """Where a lost cell goes: after the closest released cell before it that is still there."""
    for earlier in reversed(names[: names.index(name)]):
        for index, cell in enumerate(cells):
            if grade_id(cell) == earlier:
                return index + 1
    later = [i for i, cell in enumerate(cells) if grade_id(cell) in names]
    return later[0] if later else len(cells)
