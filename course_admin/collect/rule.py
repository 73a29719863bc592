"""The rule that finds what a student handed in for a TP in what was collected.

The hand-in is the last commit by the deadline that changes the TP's notebook; if there is none, the last later one
until the TP closes, late by its own date. A notebook in which no cell differs from the released one has not been
changed, however often it was saved or run: its author has handed in nothing.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from course_admin.records.handins import NOTEBOOK_BYTES, mirror_of, of
from course_admin.release import student_notebook
from course_utils.notebook import reading

SKEW = timedelta(minutes=10)  # by which the clocks of honest machines differ


def find(course, assignment, students, ledger, released):
    """The hand-in of `students`, the members of one group or a student alone, in their mirror: one `HandIn` each.

    `released` is what `released_cells` gives.
    """
    first = students[0]
    names = [first.group, *(one.student for one in students)]
    search = _Search(course, assignment, first.owner, ledger, released)
    found = search.choose(assignment.deadline_of(*names), assignment.closes_for(*names))
    return [of(one, **found) for one in students]


class _Search:
    """The search of one mirror for one TP's hand-in."""

    def __init__(self, course, assignment, owner, ledger, released):
        self.course, self.assignment, self.owner, self.ledger = course, assignment, owner, ledger
        self.mirror = mirror_of(course, owner)
        self.released = set(released)
        self.exercises = _grade_ids(course, assignment)
        self.own_name = re.compile(re.escape(assignment.notebook) + r"(_v\d+)?\.ipynb")
        self._contents, self._ids, self._notebooks = {}, {}, {}

    def choose(self, deadline, closes):
        """The fields of the HandIn that the rule gives."""
        heads = self.ledger.heads(self.owner)
        if not any(commit for _, commit in heads):
            return {"message": "Le dépôt est vide : aucun commit n’y a été fait."}
        work = self.work(self._tips("HEAD", deadline))
        for branch in ("main", "master"):
            work = work or self.work(self._tips(branch, deadline))
        on_time = [commit for commit in work if self.date(commit) <= deadline]
        chosen = next(iter(on_time or [commit for commit in work if self.date(commit) <= closes]), None)
        if chosen is None:
            return {
                "message": self._why_missing(work, heads[-1][1], closes),
                "flags": tuple(self._other_branches(work)),
            }
        entry, date = self.notebook(chosen.id), self.date(chosen)
        problem = self._unreadable(entry)
        return {
            "commit": chosen.id,
            "submitted_at": date.astimezone(self.course.timezone).isoformat(timespec="seconds"),
            "late_hours": max(0.0, round((date - deadline).total_seconds() / 3600, 4)),
            "path": entry.path,
            "status": "unreadable" if problem else "submitted",
            "message": problem or self._ignored(work, chosen),
            "flags": (*self._doubts(chosen, deadline), *self._other_branches(work)),
        }

    def work(self, tips):
        """The commits, newest first, that leave this TP's notebook neither as it was released nor as it was before."""
        commits = self.mirror.notebook_commits(tips)
        for commit in commits:
            if commit.email == self.course.identity["email"]:
                self._learn_released(commit.id)
        changed = (commit for commit in commits if self.notebook(commit.id))
        return [commit for commit in changed if self._differs_from_parents(commit)]

    def date(self, commit):
        """When a commit was made: its own date, but never after it was first seen."""
        own = _moment(commit.date)
        return min(own, self.ledger.first_seen(self.owner, commit.id) or own)

    def notebook(self, commit):
        """The entry of this TP's notebook in a commit, where someone has changed it; None otherwise.

        Looked for at its own place, a correction `NAME_v2` first, then anywhere by its name, then by its grade ids.
        """
        if commit not in self._notebooks:
            changed = (entry for entry in self._candidates(commit) if self._cells(entry) not in self.released)
            self._notebooks[commit] = self._first_readable(changed)
        return self._notebooks[commit]

    def _first_readable(self, entries):
        """The first entry that is a notebook; if none is, the first, so that its author learns what is wrong."""
        broken = None
        for entry in entries:
            if self._cells(entry) is not None:
                return entry
            broken = broken or entry
        return broken

    def _candidates(self, commit):
        notebooks = [entry for entry in self.mirror.tree(commit) if _may_be_work(entry)]
        home = PurePosixPath(self.assignment.path).parent
        named = [entry for entry in notebooks if self.own_name.fullmatch(PurePosixPath(entry.path).name)]
        named.sort(key=lambda entry: (len(entry.path), entry.path), reverse=True)  # the last version first
        named.sort(key=lambda entry: PurePosixPath(entry.path).parent != home)
        files = [entry for entry in named if entry.is_file]
        yield from files or named
        others = [entry for entry in notebooks if entry.is_file and entry not in named]
        ids = {entry: len(self._grade_ids(entry)) for entry in others}
        known = [entry for entry in others if ids[entry] >= max(1, len(self.exercises) / 2)]
        yield from sorted(known, key=lambda entry: -ids[entry])

    def _differs_from_parents(self, commit):
        blob = self.notebook(commit.id).blob
        return all(not (old := self.notebook(parent)) or old.blob != blob for parent in commit.parents)

    def _learn_released(self, commit):
        """Our own commits in the student's history hold the notebook as it was released then."""
        for entry in self._candidates(commit):
            cells = self._cells(entry)
            if cells:
                self.released.add(cells)

    def _cells(self, entry):
        """The cells of a notebook in the mirror; None where it cannot be read."""
        if entry.blob not in self._contents:
            try:
                self._contents[entry.blob] = student_notebook.cells(self.mirror.read(entry, NOTEBOOK_BYTES))
            except ValueError:
                self._contents[entry.blob] = None
        return self._contents[entry.blob]

    def _grade_ids(self, entry):
        """This TP's grade ids in a notebook of the mirror."""
        if entry.blob not in self._ids:
            try:
                found = student_notebook.grade_ids(self.mirror.read(entry, NOTEBOOK_BYTES))
            except ValueError:
                found = set()
            self._ids[entry.blob] = found & self.exercises
        return self._ids[entry.blob]

    def _tips(self, branch, deadline):
        """What a branch is now, and was since the last collect by the deadline: a force-push hides nothing after it."""
        heads = self.ledger.heads(self.owner, branch)
        before = [head for head in heads if head[0] <= deadline]
        return [commit for _, commit in reversed(before[-1:] + [head for head in heads if head[0] > deadline])]

    # What is said of it

    def _why_missing(self, work, head, closes):
        if work:
            return f"Le notebook n’a été modifié qu’après la fermeture du rendu ({_french(closes, self.course)})."
        if head and any(True for _ in self._candidates(head)):
            return "Le notebook est tel qu’il a été distribué : aucune cellule n’y a été modifiée."
        name = f"{self.assignment.notebook}.ipynb"
        return f"Le dépôt ne contient pas le notebook {name}, ni un autre où ses exercices se reconnaissent."

    def _unreadable(self, entry):
        """Why the notebook cannot be read, "" if it can."""
        path = _shown(entry.path)
        if not entry.is_file:
            return f"{path} est un lien et non un fichier : son contenu n’est pas dans le dépôt."
        if entry.size > NOTEBOOK_BYTES:
            return f"{path} est trop gros ({entry.size // 2**20} Mo ; {NOTEBOOK_BYTES // 2**20} Mo au plus)."
        if self._cells(entry) is not None:
            return ""
        try:
            reading.read(self.mirror.read(entry, NOTEBOOK_BYTES))
        except reading.Unreadable as reason:
            return f"{path} : {str(reason)[0].lower()}{str(reason)[1:]}"
        return ""

    def _ignored(self, work, chosen):
        """That there is newer work which does not count."""
        if work[0].id == chosen.id or self.date(work[0]) <= self.date(chosen):
            return ""
        return (
            f"Le commit retenu est {chosen.id[:10]}, du {_french(self.date(chosen), self.course)} ; "
            f"celui du {_french(self.date(work[0]), self.course)} est venu trop tard pour compter."
        )

    def _doubts(self, chosen, deadline):
        """What speaks against a commit's own date or shows a history rewritten. Nothing of it lowers a mark."""
        own = chosen.date
        seen = self.ledger.first_seen(self.owner, chosen.id) or _moment(own)
        says = _french(_moment(own), self.course)
        heads = self.ledger.heads(self.owner)
        missed = [when for when, _ in heads if max(own, deadline.timestamp()) <= when.timestamp() < seen.timestamp()]
        if missed:
            yield (
                f"Date à vérifier : le commit {chosen.id[:10]} se dit du {says}, mais il n’était pas dans le dépôt "
                f"le {_french(missed[-1], self.course)}."
            )
        if own > (seen + SKEW).timestamp():
            yield f"Date à vérifier : le commit {chosen.id[:10]} se dit du {says}, dans le futur de la collecte."
        if own < (self.assignment.opens - SKEW).timestamp():
            yield f"Date à vérifier : le commit {chosen.id[:10]} se dit du {says}, avant l’ouverture du TP."
        older = self.mirror.newest_ancestor_date(chosen.id)
        if older is not None and older > own + SKEW.total_seconds():
            yield f"Date à vérifier : le commit {chosen.id[:10]} se dit du {says}, avant un commit qui le précède."
        if not {commit for _, commit in heads if commit} <= set(self.mirror.commits([heads[-1][1]])):
            yield "L’historique du dépôt a été réécrit ; les anciens commits ont été conservés."

    def _other_branches(self, work):
        """That another branch has work on this notebook which does not count."""
        known = {commit.id for commit in work}
        for branch in self.ledger.branches(self.owner):
            new = [c for c in self.work([self.ledger.heads(self.owner, branch)[-1][1]]) if c.id not in known]
            if new and (not work or new[0].date > work[0].date):
                name = _shown(branch)
                yield f"La branche « {name} » contient un travail plus récent, absent de la branche principale."


def released_cells(course, assignment):
    """The cells of the notebook as we release it, before and after closing: a set that tells what nobody changed."""
    source = (course.sources / assignment.path).read_bytes()
    config = course.sources / "nbgrader_config.py"
    dates = (set(), {a.id for a in course.assignments})
    return {student_notebook.cells(student_notebook.exercise(source, config, closed)) for closed in dates}


def _grade_ids(course, assignment):
    """The grade ids of a TP's source."""
    return student_notebook.grade_ids((course.sources / assignment.path).read_bytes())


def _may_be_work(entry):
    """Whether a tree's entry may be a student's notebook: not an editor's copy, nor a corrigé of ours."""
    path = PurePosixPath(entry.path)
    return path.suffix == ".ipynb" and not {".ipynb_checkpoints", "corriges"} & set(path.parts)


def _moment(seconds):
    """A commit's date; one of after the year 2200, a slip or a joke, becomes that year."""
    return datetime.fromtimestamp(min(seconds, 7_258_118_400), UTC)


def _french(moment, course):
    """A date as French readers write it, in the course's time zone.

    >>> from types import SimpleNamespace
    >>> _french(datetime(2026, 10, 18, 21, 59, tzinfo=UTC), SimpleNamespace(timezone=UTC))
    '18/10/2026 à 21 h 59'
    """
    return moment.astimezone(course.timezone).strftime("%d/%m/%Y à %H h %M")


def _shown(name):
    """A name out of a student's repository, which may be any bytes, as text that can be written anywhere."""
    return "".join(c if c.isprintable() else "�" for c in name.encode("utf-8", "replace").decode("utf-8"))
