"""Which of the notebooks in a repository is the one that is handed in: one rule, for `verifier` and for the collect.

A notebook under the TP's own name counts (`NAME.ipynb`, a correction `NAME_v2.ipynb`), wherever it is; of several the
one with the most answers, then the one at its place, then the last version. Where none was worked in, another one
counts in which at least half of the exercises are recognised.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from course_utils.notebook.cell import grade_id, is_answer, is_by_hand, is_unwritten, text
from course_utils.notebook.merge import merge

NEVER = {".ipynb_checkpoints", ".venv", ".git", "build", "corriges"}
_NOT_WORK = ("notebooks/cours/", "annales/")  # chapters define what exercises ask for
_OURS = {"course_utils", "datasets", "jupyterlab", "annales", "corriges", ".git", ".venv"}
_OUR_FILES = {"requirements.txt", "nbgrader_config.py", "apt.txt", "LICENSE.txt"}
_DOCUMENTS = {".html", ".pdf", ".docx", ".odt", ".txt"}
_FOREIGN = _DOCUMENTS | {".py", ".zip", ".7z", ".rar", ".gz", ".tgz", ".tar"}
_WRITTEN = _DOCUMENTS | {".md", ".tex", ".png", ".jpg", ".jpeg", ".heic"}


def may_be_work(path):
    """Whether a path may be a student's notebook: not an editor's copy, nor a corrigé of ours."""
    path = PurePosixPath(path)
    return path.suffix.lower() == ".ipynb" and not NEVER & set(path.parts)


def is_copy(path):
    """Whether a path is a notebook that never counts: an editor's copy, one in a generated folder; corrigés apart."""
    parts = set(PurePosixPath(path).parts)
    return path.lower().endswith(".ipynb") and bool(NEVER & parts) and not _OURS & parts


def foreign(paths, home):
    """Of some paths those of a kind in which students hand work in by mistake: `home`'s name under another ending, …"""
    stem = PurePosixPath(home).stem.casefold()
    for path in map(PurePosixPath, paths):
        suffix = path.suffix.lower()
        renamed = path.name.casefold().startswith(stem) and suffix != ".ipynb" and not NEVER & set(path.parts)
        ours = _OURS & set(path.parts) or path.name in _OUR_FILES
        if (suffix in _FOREIGN or renamed) and not ours:
            yield str(path)


def documents(paths, home):
    """Of some paths the texts and pictures beside the notebook `home`, in which an answer may be written."""
    folder = PurePosixPath(home).parent
    for path in map(PurePosixPath, paths):
        ours = _OURS & set(path.parts) or path.stem.upper() in ("README", "LICENSE")
        if path.suffix.lower() in _WRITTEN and path.is_relative_to(folder) and not ours:
            yield str(path)


def named(paths, home):
    """Of some paths those under the TP's own name; `home`, the released path, first, and the last version first."""
    home = PurePosixPath(home)
    own = re.compile(re.escape(home.stem) + r"(?:_v(\d{1,9}))?\.ipynb", re.IGNORECASE)
    found = [path for path in paths if own.fullmatch(PurePosixPath(path).name)]
    found.sort(key=lambda path: (int(own.fullmatch(PurePosixPath(path).name)[1] or 1), path), reverse=True)
    return sorted(found, key=lambda path: PurePosixPath(path).parent != home.parent)


def elsewhere(paths):
    """The sentence on work in places that are not read."""
    return f"Un travail est peut-être là, que la correction ne lit pas : {', '.join(paths)}. " + (
        "Seul un notebook du TP se corrige."
    )


def submodule(path):
    """The sentence on a part of the repository that is another repository."""
    return f"{path} est un sous-module git : son contenu n’est pas dans le dépôt."


def blank_by_hand(cells, ours):
    """The grade ids of the answers to be marked by hand that are blank in a student's cells."""
    written = answered(cells, ours)
    return [grade_id(one) for one in ours if is_by_hand(one) and is_answer(one) and grade_id(one) not in written]


def written_beside(names, paths):
    """The sentence on hand-marked answers that are blank, where documents are beside the notebook."""
    blank, files = ", ".join(f"« {name} »" for name in names), ", ".join(paths)
    return f"La réponse {blank} est vide dans le notebook ; est-elle dans {files} ? Seul le notebook est noté."


def answered(cells, ours):
    """The grade ids of the answers that are written in a student's cells, `ours` being the released ones.

    What another release than `ours` left blank is no answer either: it may have been worded otherwise.
    """
    stubs = {grade_id(one): text(one) for one in ours if is_answer(one)}
    answers = [one for one in merge(cells, ours).cells if grade_id(one) in stubs]
    return {grade_id(one) for one in answers if text(one) != stubs[grade_id(one)] and not is_unwritten(one)}


@dataclass(frozen=True)
class Choosing:
    """The choice among the notebooks of one repository.

    `home` is the released path and `ours` the released cells; `cells_of(path)` gives the cells of a notebook, None
    where it cannot be read; `is_untouched(path)` says whether it is as it was released; `answers_of(path)` gives the
    grade ids of the answers in it, as `answered` does.
    """

    home: str
    ours: list
    cells_of: Callable
    is_untouched: Callable
    answers_of: Callable

    def choose(self, paths):
        """The path of the notebook that counts; one that cannot be read if it is all there is, None without work."""
        own = named(paths, self.home)
        touched = [path for path in own if not self.is_untouched(path)]
        readable = [path for path in touched if self.cells_of(path) is not None]
        readable = readable or [path for path in paths if path not in own and self._is_known(path)]
        if not readable:
            return next(iter(touched), None)
        return readable[0] if len(readable) == 1 else max(readable, key=self._count)  # the first of equals

    def others(self, paths, best):
        """The paths of other notebooks that hold answers which `best` (a path, or None) has not, the most first."""
        mine = self.answers_of(best) if best else set()
        others = [path for path in paths if path != best and self._may_hold(path)]
        found = [path for path in others if self.answers_of(path) - mine]
        return sorted(found, key=lambda path: -self._count(path))

    def elsewhere(self, paths):
        """The paths where work may be that never counts: copies with answers, files of another kind; three at most."""
        copies = self.others([path for path in paths if may_be_work(path) or is_copy(path)], None)
        return list(dict.fromkeys([*copies, *foreign(paths, self.home)]))[:3]

    def recognised(self, paths):
        """Whether any notebook is this TP's, worked in or not."""
        return bool(named(paths, self.home)) or any(self._is_known(path, untouched=True) for path in paths)

    def _count(self, path):
        return len(self.answers_of(path))

    def _may_hold(self, path, untouched=False):
        if path.startswith(_NOT_WORK) or self.cells_of(path) is None:
            return False
        return untouched or not self.is_untouched(path)

    def _is_known(self, path, untouched=False):
        """Whether at least half of the exercises are recognised, by their tags or by what is defined."""
        if not self._may_hold(path, untouched):
            return False
        exercises = {grade_id(one) for one in self.ours if is_answer(one)}
        ids = {grade_id(one) for one in self.cells_of(path)} & exercises
        return 2 * len(ids) >= max(1, len(exercises)) or 2 * self._count(path) >= max(1, len(exercises))
