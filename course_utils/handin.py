"""A TP's notebook against the one that was released: what is damaged, and the same notebook mended.

The marking trusts the cells that nbgrader tagged: answers, and the locked cells with the checks. JupyterLab lets one
delete, copy, retype or edit them all the same; here this is seen before handing in, by the merge that marking uses. The
released notebook is the oldest version in the git history.
"""

import os
from pathlib import Path

from course_utils.local_git import git, show
from course_utils.notebook import choice, reading
from course_utils.notebook.cell import grade_id, is_answer, is_stub, tag, written
from course_utils.notebook.merge import merge

__all__ = ["compare", "dump", "grade_id", "parse", "repair", "tag"]


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


def locate(root, path, reference):
    """The student's notebook, found as the marking finds it (see `notebook.choice`), and others that hold answers too.

    Paths relative to `root`, with /; the first is None where there is no notebook at all.
    """
    files = {one.relative_to(root).as_posix(): one for one in sorted(_notebooks(root))}
    read, answers = {}, {}

    def cells_of(path):
        if path not in read:
            try:
                read[path] = parse(files[path].read_bytes())["cells"]
            except (HandinError, OSError):
                read[path] = None
        return read[path]

    def answers_of(path):
        if path not in answers:
            answers[path] = choice.answered(cells_of(path) or [], reference["cells"])
        return answers[path]

    def is_untouched(path):
        return cells_of(path) is not None and written(cells_of(path)) == written(reference["cells"])

    choosing = choice.Choosing(path, reference["cells"], cells_of, is_untouched, answers_of)
    best = choosing.choose(list(files)) or next(iter(choice.named(list(files), path)), None)
    return best, choosing.others(list(files), best)


def _notebooks(root):
    """The files that may be a student's notebook; environments, copies and generated folders are not entered."""
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in choice.NEVER and not name.startswith(".")]
        yield from (Path(folder, name) for name in names if choice.may_be_work(name))


def is_released(reference):
    """Whether the oldest version in the history is the released one: a part of a history may begin with answers."""
    return all(is_stub(one["source"]) for one in reference["cells"] if is_answer(one))


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


def mended_reading(content):
    """What had to be mended to read the bytes of a notebook at all (an encoding, an old format): French sentences."""
    try:
        return list(reading.read(content).remarks)
    except reading.Unreadable:
        return []


def dump(notebook):
    """The bytes of a notebook, as JupyterLab writes them."""
    return reading.dump(notebook)


def compare(reference, notebook):
    """What of the released cells is not as it should be: a `Repair` each; empty when all is well."""
    return list(merge(notebook["cells"], reference["cells"]).repairs)


def repair(reference, notebook):
    """A copy of the student's notebook with every cell of ours as released, the answers kept: see `notebook.merge`."""
    return notebook | {"cells": merge(notebook["cells"], reference["cells"]).cells}
