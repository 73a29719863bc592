"""A TP's notebook against the one that was released: what is damaged, and the same notebook mended.

The marking trusts the cells that nbgrader tagged: answers, and the locked cells with the checks. JupyterLab lets one
delete, copy, retype or edit them all the same; here this is seen before handing in, by the merge that marking uses. The
released notebook is the oldest version in the git history.
"""

from course_utils.local_git import git, show
from course_utils.notebook import reading
from course_utils.notebook.cell import grade_id, tag
from course_utils.notebook.merge import merge

__all__ = ["HandinError", "compare", "dump", "grade_id", "locate", "parse", "released", "repair", "tag", "tps"]


class HandinError(Exception):
    """Nothing can be checked; its text says why, in French."""


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
    """The notebook as a dict whose cells are as `cell.read` makes them. Raises HandinError on anything else."""
    try:
        return reading.read(content or b"").notebook
    except reading.Unreadable as reason:
        raise HandinError(str(reason).removesuffix(".")) from reason


def dump(notebook):
    """The bytes of a notebook, as JupyterLab writes them."""
    return reading.dump(notebook)


def compare(reference, notebook):
    """What of the released cells is not as it should be: a `Repair` each; empty when all is well."""
    return list(merge(notebook["cells"], reference["cells"]).repairs)


def repair(reference, notebook):
    """A copy of the student's notebook with every cell of ours as released, the answers kept: see `notebook.merge`."""
    return notebook | {"cells": merge(notebook["cells"], reference["cells"]).cells}
