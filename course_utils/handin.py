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


class Located:
    """A repository's notebooks, chosen as the marking chooses them (see `notebook.choice`). Paths are relative, with /.

    `path` is the one that counts, None where there is none; `others` hold answers too, or answers that it has not.
    """

    def __init__(self, root, home, reference):
        self.files = files(root)
        self._root, self._home, self._reference = root, home, reference
        self._read, self._answers = {}, {}
        self.choosing = choice.Choosing(home, reference["cells"], self._cells, self._is_untouched, self._answered)
        work = [path for path in self.files if choice.may_be_work(path)]
        self.path = self.choosing.choose(work) or next(iter(choice.named(work, home)), None)
        self.others = self.choosing.others(work, self.path)

    def elsewhere(self):
        """The paths where work may be that is not read."""
        return self.choosing.elsewhere(list(self.files))

    def _cells(self, path):
        if path not in self._read:
            try:
                self._read[path] = parse((self._root / path).read_bytes())["cells"]
            except (HandinError, OSError):
                self._read[path] = None
        return self._read[path]

    def _answered(self, path):
        if path not in self._answers:
            self._answers[path] = choice.answered(self._cells(path) or [], self._reference["cells"])
        return self._answers[path]

    def _is_untouched(self, path):
        cells = self._cells(path)
        if cells is None:
            return False
        return written(cells) == written(self._reference["cells"]) or self._is_ours(path, cells)

    def _is_ours(self, path, cells):
        """Whether it is another notebook of the author of the released one, `NAME_v2` or another TP, still blank."""
        (author, _), (theirs, commit) = _added(self._root, self._home), _added(self._root, path)
        if path == self._home or not author or author != theirs:
            return False
        first = parse(show(self._root, commit, path))
        blank = any(map(is_answer, first["cells"])) and is_released(first)
        return blank and written(first["cells"]) == written(cells)


def _added(root, path):
    """The author and the id of the commit that added a path, empty texts where there is none."""
    log = git(root, "log", "--full-history", "--diff-filter=A", "--no-renames", "--format=%ae %H", "--", path)
    author, _, commit = (log or "").strip().rpartition("\n")[2].rpartition(" ")
    return author, commit


def files(root):
    """The regular files of a repository as it stands, environments apart: path → bytes. No link is followed."""
    found = {}
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if name not in (".git", ".venv", "__pycache__")]
        for path in (Path(folder, name) for name in sorted(names)):
            if path.is_file() and not path.is_symlink():
                found[path.relative_to(root).as_posix()] = path.stat().st_size
    return dict(sorted(found.items()))


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
