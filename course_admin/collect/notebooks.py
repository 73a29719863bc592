"""The notebooks of one mirror, read with limits: which of a commit's is this TP's, what is written in it."""

import hashlib
import time

from course_admin.base import guarded
from course_admin.records.handins import NOTEBOOK_BYTES
from course_admin.release import student_notebook
from course_utils.notebook import cell, choice, reading

REMEMBERED = 16  # notebooks of one repository, while it is searched
TREES = 2  # lists of a commit's files, which may be long: a commit's and its parent's
SECONDS = 300  # of processor that the search of one repository may take: 2 000 usual versions take a fifth of it
FAILURES = 5  # readings that a limit ends, after which a repository is given up


class Notebooks:
    """The notebooks of a TP in one mirror; `released` is what `released_cells` gives."""

    def __init__(self, assignment, mirror, released):
        self.assignment, self.mirror = assignment, mirror
        self.released = set(map(_digest, released))
        self.ours = released_notebook(assignment)
        self._read, self._digests, self._answered, self._chosen, self._trees = {}, {}, {}, {}, {}
        self.failures, self.started, self.reading = 0, time.thread_time(), 0.0

    def at(self, commit):
        """The entry of this TP's notebook in a commit, where someone has worked in it; None otherwise."""
        if commit not in self._chosen:
            entries = self.candidates(commit)
            files = {path: entry for path, entry in entries.items() if entry.is_file}
            path = self.choosing(files).choose(list(files))
            linked = [path for path in choice.named(list(entries), self.assignment.path) if path not in files]
            if path is None and linked:
                path = linked[0]
            self._chosen[commit] = entries.get(path)
        return self._chosen[commit]

    def candidates(self, commit):
        """The notebooks in a commit's tree that may be a student's work: path → entry."""
        return {entry.path: entry for entry in self.entries(commit) if choice.may_be_work(entry.path)}

    def files(self, commit):
        """The regular files in a commit's tree: path → entry."""
        return {entry.path: entry for entry in self.entries(commit) if entry.is_file}

    def entries(self, commit):
        """All entries of a commit's tree."""
        if commit not in self._trees:
            self._spend(0.0)
            while len(self._trees) >= TREES:
                del self._trees[next(iter(self._trees))]
            self._trees[commit] = self.mirror.tree(commit)
        return self._trees[commit]

    def _spend(self, seconds):
        """Note seconds of processor that a reading took. Raises guarded.Failed when the search has taken too many."""
        self.reading += seconds
        if self.reading + time.thread_time() - self.started > SECONDS:
            raise guarded.Failed("the search took too long")

    def choosing(self, entries):
        return choice.Choosing(
            self.assignment.path,
            self.ours,
            lambda path: self.cells(entries[path]),
            lambda path: self.written(entries[path]) in self.released,
            lambda path: self.answers(entries[path]),
        )

    def learn_released(self, commit):
        """Our own commits hold the notebook as it was released then; one with answers is a student's in our name."""
        for entry in self.candidates(commit).values():
            if entry.is_file and self.written(entry) and not self.answers(entry):
                self.released.add(self.written(entry))

    def others(self, commit, entry):
        """The paths of other notebooks in a commit with answers that the chosen one has not."""
        files = {path: one for path, one in self.candidates(commit).items() if one.is_file}
        return self.choosing(files).others(list(files), entry.path if entry.path in files else None)

    def why_unreadable(self, entry):
        """Why a file is no notebook that can be read, "" if it can."""
        return self._light(entry)[1] if self.cells(entry) is None else ""

    def cells(self, entry):
        """The cells of a notebook in the mirror, outputs aside; None where it cannot be read."""
        return self._light(entry)[0]

    def _light(self, entry):
        """The cells of a notebook and why they cannot be read, one of them; the last few are remembered."""
        if entry.blob not in self._read:
            while len(self._read) >= REMEMBERED:
                del self._read[next(iter(self._read))]
            seconds = 0.0
            try:
                content = self.mirror.read(entry, NOTEBOOK_BYTES)
                cells, reason, seconds = guarded.call(light_cells, content)
                self._read[entry.blob] = cells, reason
            except guarded.Failed as failure:
                self.failures += not failure.kind
                if self.failures > FAILURES:
                    raise
                self._read[entry.blob] = None, "Le fichier est trop grand ou trop compliqué pour être lu."
            except ValueError:
                self._read[entry.blob] = None, ""
            self._spend(seconds)
        return self._read[entry.blob]

    def written(self, entry):
        """A digest of what a person wrote in a notebook, see `cell.written`; None where it cannot be read."""
        if entry.blob not in self._digests:
            cells = self.cells(entry)
            self._digests[entry.blob] = None if cells is None else _digest(cell.written(cells))
        return self._digests[entry.blob]

    def answers(self, entry):
        """The grade ids of the answers in a notebook."""
        if entry.blob not in self._answered:
            cells = self.cells(entry)
            self._answered[entry.blob] = set() if cells is None else choice.answered(cells, self.ours)
        return self._answered[entry.blob]


def released_cells(assignment):
    """The cells of the notebook as we release it, before and after closing: a set that tells what nobody changed."""
    dates = (set(), {a.id for a in assignment.course.assignments})
    return {student_notebook.cells(student_notebook.released(assignment, closed)) for closed in dates}


def released_notebook(assignment):
    """The cells of the notebook that students receive."""
    return reading.read(student_notebook.released(assignment)).cells


def light_cells(content):
    """The cells of a notebook (bytes) without outputs, "", and the seconds that it took. Run guarded.

    Where it cannot be read, None and the reason come first.
    """
    start = time.process_time()
    try:
        found = [cell.light(one) for one in reading.read(content).cells], ""
    except reading.Unreadable as reason:
        found = None, str(reason)
    return *found, time.process_time() - start


def _digest(written):
    return hashlib.sha256(repr(written).encode("utf-8", "replace")).digest()
