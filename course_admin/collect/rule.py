"""The rule that finds what a student handed in for a TP in what was collected.

The history of the main branch decides, along first parents as git has it: what counts is the last state of the branch
by the deadline in which the TP's notebook is changed; if there is none, the last later one until the TP closes, late by
its own date. What a merge threw away was never a state of the branch; what it brought in is one from the merge on, and
where nothing else was handed in by the deadline, it has the date of the commit that wrote it. A notebook in which no
cell differs from the released one has not been changed, however often it was saved or run: nothing was handed in.
"""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from course_admin.base import guarded
from course_admin.records.handins import NOTEBOOK_BYTES, mirror_of, of
from course_admin.release import student_notebook
from course_utils.notebook import cell, choice, reading

_ELSEWHERE = {".py", ".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".html", ".pdf", ".docx", ".odt", ".txt"}
REMEMBERED = 16  # notebooks of one repository, while it is searched
FAILURES = 5  # readings that a limit ends, after which a repository is given up
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
        self.released = set(map(_digest, released))
        self.ours = released_notebook(course, assignment)
        self._read, self._digests, self._answered, self._notebooks, self._trees = {}, {}, {}, {}, {}
        self.failures = 0

    def choose(self, deadline, closes):
        """The fields of the HandIn that the rule gives."""
        heads = self.ledger.heads(self.owner)
        if not any(commit for _, commit in heads):
            return {"message": "Le dépôt est vide : aucun commit n’y a été fait."}
        work = self.work(self._tips("HEAD", deadline))
        for branch in ("main", "master"):
            work = work or self.work(self._tips(branch, deadline))
        chosen, date = self._in_time(work, deadline, closes)
        if chosen is None:
            head = heads[-1][1]
            return {
                "message": " ".join(filter(None, (self._why_missing(work, head, closes), self._pointer(head, None)))),
                "flags": (*self._other_branches(work),),  # tuple(…) would show a half-made tuple to other threads
            }
        entry = self.notebook(chosen.id)
        problem = self._unreadable(entry)
        others = self._others(chosen.id, entry)
        said = problem or self._ignored(work, chosen)
        return {
            "commit": chosen.id,
            "submitted_at": date.astimezone(self.course.timezone).isoformat(timespec="seconds"),
            "late_hours": max(0.0, round((date - deadline).total_seconds() / 3600, 4)),
            "path": entry.path,
            "status": "unreadable" if problem else "submitted",
            "message": " ".join(filter(None, (said, self._pointer(chosen.id, entry) if problem else ""))),
            "flags": (
                *self._doubts(chosen, deadline),
                *self._no_longer_there(chosen, deadline),
                *self._told(entry, others),
                *self._other_branches(work),
            ),
            "others": tuple(others[:1]),
        }

    def work(self, tips):
        """The states of the branch, newest first, that leave this TP's notebook neither as released nor as before."""
        found = {}
        for tip in dict.fromkeys(tips):
            found |= {commit.id: commit for commit in self._line(tip) if commit.id not in found}
        return list(found.values())

    def _line(self, tip):
        """The states of one line of first parents in which this TP's notebook was worked in."""
        commits = self.mirror.notebook_commits(tip)
        for commit in commits:
            if commit.email == self.course.identity["email"]:
                self._learn_released(commit.id)
        changed = (commit for commit in commits if self.notebook(commit.id))
        return [commit for commit in changed if self._differs_from_parent(commit)]

    def _in_time(self, work, deadline, closes):
        """The state that counts and its date; (None, None) where there is none."""
        on_time = [commit for commit in work if self.date(commit) <= deadline]
        if on_time:
            return on_time[0], self.date(on_time[0])
        for commit in work:
            writer = self._writer(commit)
            if self.date(writer) <= closes:
                return writer, self.date(writer)
        return None, None

    def _writer(self, commit):
        """The commit that wrote what a merge brought in; any other commit itself."""
        while True:
            blob = self.notebook(commit.id).blob
            lines = (self._line(parent) for parent in commit.parents[1:])
            brought = next((line[0] for line in lines if line and self.notebook(line[0].id).blob == blob), None)
            if brought is None:
                return commit
            commit = brought

    def date(self, commit):
        """When a commit was made: its own date, but never after it was first seen."""
        own = _moment(commit.date)
        return min(own, self.ledger.first_seen(self.owner, commit.id) or own)

    def notebook(self, commit):
        """The entry of this TP's notebook in a commit, where someone has worked in it; None otherwise."""
        if commit not in self._notebooks:
            entries = self._candidates(commit)
            files = {path: entry for path, entry in entries.items() if entry.is_file}
            path = self._choosing(files).choose(list(files))
            linked = [path for path in choice.named(list(entries), self.assignment.path) if path not in files]
            if path is None and linked:
                path = linked[0]
            self._notebooks[commit] = entries.get(path)
        return self._notebooks[commit]

    def _candidates(self, commit):
        """The notebooks in a commit's tree that may be a student's work: path → entry."""
        if commit not in self._trees:
            self._trees[commit] = self.mirror.tree(commit)
        return {entry.path: entry for entry in self._trees[commit] if choice.may_be_work(entry.path)}

    def _choosing(self, entries):
        return choice.Choosing(
            self.assignment.path,
            self.ours,
            lambda path: self._cells(entries[path]),
            lambda path: self._written(entries[path]) in self.released,
            lambda path: self._answers(entries[path]),
        )

    def _differs_from_parent(self, commit):
        old = self.notebook(commit.parents[0]) if commit.parents else None
        return not old or old.blob != self.notebook(commit.id).blob

    def _learn_released(self, commit):
        """Our own commits hold the notebook as it was released then; one with answers is a student's in our name."""
        for entry in self._candidates(commit).values():
            if entry.is_file and self._written(entry) and not self._answers(entry):
                self.released.add(self._written(entry))

    def _cells(self, entry):
        """The cells of a notebook in the mirror, outputs aside; None where it cannot be read."""
        return self._light(entry)[0]

    def _light(self, entry):
        """The cells of a notebook and why they cannot be read, one of them; the last few are remembered."""
        if entry.blob not in self._read:
            while len(self._read) >= REMEMBERED:
                del self._read[next(iter(self._read))]
            try:
                content = self.mirror.read(entry, NOTEBOOK_BYTES)
                self._read[entry.blob] = guarded.call(light_cells, content)
            except guarded.Failed as failure:
                self.failures += not failure.kind
                if self.failures > FAILURES:
                    raise
                self._read[entry.blob] = None, "Le fichier est trop grand ou trop compliqué pour être lu."
            except ValueError:
                self._read[entry.blob] = None, ""
        return self._read[entry.blob]

    def _written(self, entry):
        """A digest of what a person wrote in a notebook, see `cell.written`; None where it cannot be read."""
        if entry.blob not in self._digests:
            cells = self._cells(entry)
            self._digests[entry.blob] = None if cells is None else _digest(cell.written(cells))
        return self._digests[entry.blob]

    def _answers(self, entry):
        """The grade ids of the answers in a notebook."""
        if entry.blob not in self._answered:
            cells = self._cells(entry)
            self._answered[entry.blob] = set() if cells is None else choice.answered(cells, self.ours)
        return self._answered[entry.blob]

    def _tips(self, branch, deadline):
        """What a branch is now, and was since the last collect by the deadline: a force-push hides nothing after it."""
        heads = self.ledger.heads(self.owner, branch)
        before = [head for head in heads if head[0] <= deadline]
        return [commit for _, commit in reversed(before[-1:] + [head for head in heads if head[0] > deadline])]

    # What is said of it

    def _why_missing(self, work, head, closes):
        if work:
            return f"Le notebook n’a été modifié qu’après la fermeture du rendu ({_french(closes, self.course)})."
        if head and self._choosing(found := self._candidates(head)).recognised(list(found)):
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
        reason = self._light(entry)[1]
        return f"{path} : {reason[0].lower()}{reason[1:]}" if reason else ""

    def _others(self, commit, entry):
        """The paths of other notebooks in a commit with answers that the chosen one has not."""
        files = {path: one for path, one in self._candidates(commit).items() if one.is_file}
        return self._choosing(files).others(list(files), entry.path if entry.path in files else None)

    def _told(self, entry, others):
        """That there are several notebooks with answers, and which one counts."""
        for path in others[:3]:
            yield (
                f"Le notebook {_shown(path)} contient aussi des réponses à ce TP ; "
                f"c’est {_shown(entry.path)} qui compte."
            )

    def _pointer(self, commit, entry):
        """Where work may be that does not count, in a commit without a notebook that can be marked."""
        if not commit:
            return ""
        tree = self.mirror.tree(commit)
        files = {one.path: one for one in tree if one.is_file and choice.may_be_work(one.path)}
        found = self._choosing(files).others(list(files), None)
        own = [one.path for one in tree if self._is_foreign(one)]
        named = [path for path in dict.fromkeys([*found, *own]) if entry is None or path != entry.path][:3]
        if not named:
            return ""
        names = ", ".join(map(_shown, named))
        return (
            f"Un travail est peut-être là, que la correction ne lit pas : {names}. Seul un notebook du TP se corrige."
        )

    def _is_foreign(self, entry):
        """Whether an entry is a file of a kind in which students hand work in by mistake, in a place of theirs."""
        path = PurePosixPath(entry.path)
        ours = {"course_utils", "course_admin", "datasets", "jupyterlab", "annales"}
        return path.suffix.lower() in _ELSEWHERE and not ours & set(path.parts)

    def _no_longer_there(self, chosen, deadline):
        """That the branch's last state by the deadline had no work any more: an earlier one counts."""
        states = self.mirror.notebook_commits(self.ledger.heads(self.owner)[-1][1])
        last = next((one for one in states if self.date(one) <= deadline), None)
        if last and last.id != chosen.id and self.date(last) >= self.date(chosen) and not self.notebook(last.id):
            yield (
                f"Le commit {last.id[:10]} a retiré le travail du notebook ; c’est celui d’avant, {chosen.id[:10]}, "
                "qui compte."
            )

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
        now = set(self.mirror.commits([heads[-1][1]]))
        before = {commit for _, commit in heads if commit and commit not in now}
        if any(self._choosing(found := self._candidates(commit)).recognised(list(found)) for commit in before):
            yield "L’historique du dépôt a été réécrit ; les anciens commits ont été conservés."

    def _other_branches(self, work):
        """That another branch has work on this notebook which does not count."""
        known = set(self.mirror.commits([head for _, head in self.ledger.heads(self.owner)[-1:]]))
        known |= {commit.id for commit in work}
        for branch in self.ledger.branches(self.owner):
            tip = self.ledger.heads(self.owner, branch)[-1][1]
            new = [commit for commit in self.work([tip]) if commit.id not in known]
            if new and (not work or new[0].date > work[0].date):
                name = _shown(branch)
                yield f"La branche « {name} » contient un travail plus récent, absent de la branche principale."


def released_cells(course, assignment):
    """The cells of the notebook as we release it, before and after closing: a set that tells what nobody changed."""
    source = (course.sources / assignment.path).read_bytes()
    config = course.sources / "nbgrader_config.py"
    dates = (set(), {a.id for a in course.assignments})
    return {student_notebook.cells(student_notebook.exercise(source, config, closed)) for closed in dates}


def light_cells(content):
    """The cells of a notebook (bytes) without outputs, and ""; or None and why it cannot be read. Run guarded."""
    try:
        return [cell.light(one) for one in reading.read(content).cells], ""
    except reading.Unreadable as reason:
        return None, str(reason)


def _digest(written):
    return hashlib.sha256(repr(written).encode("utf-8", "replace")).digest()


def released_notebook(course, assignment):
    """The cells of the notebook that students receive."""
    source = (course.sources / assignment.path).read_bytes()
    return reading.read(student_notebook.exercise(source, course.sources / "nbgrader_config.py", ())).cells


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
