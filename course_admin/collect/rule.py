"""The rule that finds what a student handed in for a TP in what was collected.

The history of the main branch decides, along first parents as git has it: what counts is the last state of the branch
by the deadline in which the TP's notebook is changed; if there is none, the last later one until the TP closes, late by
its own date. What a merge threw away was never a state of the branch; what it brought in is one from the merge on, and
where nothing else was handed in by the deadline, it has the date of the commit that wrote it. A notebook in which no
cell differs from the released one has not been changed, however often it was saved or run: nothing was handed in.
"""

from course_admin.collect.notebooks import Notebooks, released_cells
from course_admin.collect.sentences import Sentences, moment
from course_admin.records.handins import mirror_of, of

__all__ = ["find", "released_cells"]

LINES = 200  # lines of first parents that are followed to find who wrote what merges brought in


def find(assignment, students, ledger, released):
    """The hand-in of `students`, the members of one group or a student alone, in their mirror: one `HandIn` each.

    `released` is what `released_cells` gives.
    """
    first = students[0]
    names = [first.group, *(one.student for one in students)]
    search = _Search(assignment, first.owner, ledger, released)
    found = search.choose(assignment.deadline_of(*names), assignment.closes_for(*names))
    return [of(one, **found) for one in students]


class _Search:
    """The search of one mirror for one TP's hand-in."""

    def __init__(self, assignment, owner, ledger, released):
        self.course, self.assignment, self.owner, self.ledger = assignment.course, assignment, owner, ledger
        self.mirror = mirror_of(assignment.course, owner)
        self.notebooks = Notebooks(assignment, self.mirror, released)
        self._lines = {}

    def choose(self, deadline, closes):
        """The fields of the HandIn that the rule gives."""
        heads = self.ledger.heads(self.owner)
        if not any(commit for _, commit in heads):
            return {"message": "Le dépôt est vide : aucun commit n’y a été fait."}
        work = self.work(self._tips("HEAD", deadline))
        for branch in ("main", "master"):
            work = work or self.work(self._tips(branch, deadline))
        chosen, date = self._in_time(work, deadline, closes)
        say = Sentences(self)
        if chosen is None:
            flags = (*say.future(work), *say.other_branches(work))
            return {"message": say.missing(work, closes), "flags": flags}
        entry = self.notebooks.at(chosen.id)
        problem = say.unreadable(entry)
        others = self.notebooks.others(chosen.id, entry)
        return {
            "commit": chosen.id,
            "submitted_at": date.astimezone(self.course.timezone).isoformat(timespec="seconds"),
            "late_hours": max(0.0, round((date - deadline).total_seconds() / 3600, 4)),
            "path": entry.path,
            "status": "unreadable" if problem else "submitted",
            "message": say.message(work, chosen, entry, problem),
            "flags": (
                *say.doubts(chosen, deadline),
                *say.no_longer_there(chosen, deadline),
                *say.told(entry, others),
                *say.other_branches(work),
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
        if tip not in self._lines:
            self._lines[tip] = self._followed(tip)
        return self._lines[tip]

    def _followed(self, tip):
        commits = self.mirror.notebook_commits(tip)
        for commit in commits:
            if commit.email == self.course.identity["email"]:
                self.notebooks.learn_released(commit.id)
        changed = (commit for commit in commits if self.notebooks.at(commit.id))
        return [commit for commit in changed if self._differs_from_parent(commit)]

    def _differs_from_parent(self, commit):
        old = self.notebooks.at(commit.parents[0]) if commit.parents else None
        return not old or old.blob != self.notebooks.at(commit.id).blob

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
        """The commit that wrote what a merge brought in, as far as LINES show it; any other commit itself."""
        while len(self._lines) < LINES:
            blob = self.notebooks.at(commit.id).blob
            lines = (self._line(parent) for parent in commit.parents[1 : 1 + LINES - len(self._lines)])
            brought = next((line[0] for line in lines if line and self.notebooks.at(line[0].id).blob == blob), None)
            if brought is None:
                break
            commit = brought
        return commit

    def date(self, commit):
        """When a commit was made: its own date, but never after it was first seen."""
        own = moment(commit.date)
        return min(own, self.ledger.first_seen(self.owner, commit.id) or own)

    def _tips(self, branch, deadline):
        """What a branch is now, and was since the last collect by the deadline: a force-push hides nothing after it."""
        heads = self.ledger.heads(self.owner, branch)
        before = [head for head in heads if head[0] <= deadline]
        return [commit for _, commit in reversed(before[-1:] + [head for head in heads if head[0] > deadline])]
