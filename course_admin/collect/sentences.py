"""What is said of a hand-in, to the student as its message and to the instructor as its flags: French sentences."""

from datetime import UTC, datetime, timedelta

from course_admin.records.handins import NOTEBOOK_BYTES
from course_utils.notebook import choice

SKEW = timedelta(minutes=10)  # by which the clocks of honest machines differ
LONG = 160  # characters of a name that are shown
BRANCHES = 3  # with work that does not count, which are named


class Sentences:
    """The sentences on what a search (see `rule`) has found."""

    def __init__(self, search):
        self.search, self.course, self.assignment = search, search.course, search.assignment
        self.mirror, self.notebooks = search.mirror, search.notebooks
        self.heads = search.ledger.heads(search.owner)

    def message(self, work, chosen, entry, problem):
        """What the student's row says of a hand-in; `problem` is what `unreadable` gives."""
        if problem:
            return " ".join(filter(None, (problem, self._pointer(chosen.id, entry))))
        return " ".join(filter(None, (self._ignored(work, chosen), self.written_beside(chosen, entry))))

    def missing(self, work, closes):
        """Why nothing was handed in, and where work may be all the same."""
        head = self.heads[-1][1]
        why = self._why_missing(work, head, closes)
        return why if work else " ".join(filter(None, (why, self._submodule(head), self._pointer(head, None))))

    def _submodule(self, head):
        """That a part of the repository is somewhere else."""
        found = [shown(one.path) for one in self.notebooks.entries(head) if one.mode == "160000"] if head else []
        return choice.submodule(found[0]) if found else ""

    def unreadable(self, entry):
        """Why a notebook cannot be read, "" if it can."""
        path = shown(entry.path)
        if not entry.is_file:
            return f"{path} est un lien et non un fichier : son contenu n’est pas dans le dépôt."
        if entry.size > NOTEBOOK_BYTES:
            return f"{path} est trop gros ({entry.size // 2**20} Mo ; {NOTEBOOK_BYTES // 2**20} Mo au plus)."
        reason = self.notebooks.why_unreadable(entry)
        return f"{path} : {reason[0].lower()}{reason[1:]}" if reason else ""

    def _why_missing(self, work, head, closes):
        if work:
            return f"Le notebook n’a été modifié qu’après la fermeture du rendu ({_french(closes, self.course)})."
        if head and self.notebooks.choosing(found := self.notebooks.candidates(head)).recognised(list(found)):
            return "Le notebook est tel qu’il a été distribué : aucune cellule n’y a été modifiée."
        name = f"{self.assignment.notebook}.ipynb"
        return f"Le dépôt ne contient pas le notebook {name}, ni un autre où ses exercices se reconnaissent."

    def future(self, work):
        """That a commit says to be of a day after it was seen: it counts from when it was seen."""
        for commit in work[:1]:
            seen = self.search.ledger.first_seen(self.search.owner, commit.id) or moment(commit.date)
            if commit.date > (seen + SKEW).timestamp():
                says = _french(moment(commit.date), self.course)
                yield f"Date à vérifier : le commit {commit.id[:10]} se dit du {says}, dans le futur de la collecte."

    def told(self, entry, others):
        """That there are several notebooks with answers, and which one counts."""
        for path in others[:3]:
            yield (
                f"Le notebook {shown(path)} contient aussi des réponses à ce TP ; c’est {shown(entry.path)} qui compte."
            )

    def _pointer(self, commit, entry):
        """Where work may be that does not count, in a commit without a notebook that can be marked."""
        if not commit:
            return ""
        files = self.notebooks.files(commit)
        found = self.notebooks.choosing(files).elsewhere(list(files))
        named = [shown(path) for path in found if entry is None or path != entry.path]
        return choice.elsewhere(named) if named else ""

    def written_beside(self, chosen, entry):
        """That a hand-marked answer is blank where documents are beside the notebook."""
        documents = list(choice.documents(self.notebooks.files(chosen.id), entry.path))[:3]
        cells = self.notebooks.cells(entry) if documents and entry.is_file else None
        blank = choice.blank_by_hand(cells, self.notebooks.ours) if cells else []
        return choice.written_beside(blank, map(shown, documents)) if blank else ""

    def no_longer_there(self, chosen, deadline):
        """That the branch's last state by the deadline had no work any more: an earlier one counts."""
        states = self.mirror.notebook_commits(self.heads[-1][1])
        last = next((one for one in states if self.search.date(one) <= deadline), None)
        if (
            last
            and last.id != chosen.id
            and self.search.date(last) >= self.search.date(chosen)
            and not self.notebooks.at(last.id)
        ):
            yield (
                f"Le commit {last.id[:10]} a retiré le travail du notebook ; c’est celui d’avant, {chosen.id[:10]}, "
                "qui compte."
            )

    def _ignored(self, work, chosen):
        """That there is newer work which does not count."""
        if work[0].id == chosen.id or self.search.date(work[0]) <= self.search.date(chosen):
            return ""
        return (
            f"Le commit retenu est {chosen.id[:10]}, du {_french(self.search.date(chosen), self.course)} ; "
            f"celui du {_french(self.search.date(work[0]), self.course)} est venu trop tard pour compter."
        )

    def doubts(self, chosen, deadline):
        """What speaks against a commit's own date or shows a history rewritten. Nothing of it lowers a mark."""
        own = chosen.date
        seen = self.search.ledger.first_seen(self.search.owner, chosen.id) or moment(own)
        says = _french(moment(own), self.course)
        missed = [
            when for when, _ in self.heads if max(own, deadline.timestamp()) <= when.timestamp() < seen.timestamp()
        ]
        if missed:
            yield (
                f"Date à vérifier : le commit {chosen.id[:10]} se dit du {says}, mais il n’était pas dans le dépôt "
                f"le {_french(missed[-1], self.course)}."
            )
        yield from self.future([chosen])
        if own < (self.assignment.opens - SKEW).timestamp():
            yield f"Date à vérifier : le commit {chosen.id[:10]} se dit du {says}, avant l’ouverture du TP."
        older = self.mirror.newest_ancestor_date(chosen.id)
        if older is not None and older > own + SKEW.total_seconds():
            yield f"Date à vérifier : le commit {chosen.id[:10]} se dit du {says}, avant un commit qui le précède."
        now = set(self.mirror.commits([self.heads[-1][1]]))
        before = {commit for _, commit in self.heads if commit and commit not in now}
        if any(
            self.notebooks.choosing(found := self.notebooks.candidates(commit)).recognised(list(found))
            for commit in before
        ):
            yield "L’historique du dépôt a été réécrit ; les anciens commits ont été conservés."

    def other_branches(self, work):
        """That another branch has work on this notebook which does not count; of many, that there are more."""
        told = 0
        known = set(self.mirror.commits([head for _, head in self.heads[-1:]]))
        known |= {commit.id for commit in work}
        for branch in self.search.ledger.branches(self.search.owner):
            tip = self.search.ledger.heads(self.search.owner, branch)[-1][1]
            new = [commit for commit in self.search.work([tip]) if commit.id not in known]
            if not new or (work and new[0].date <= work[0].date):
                continue
            if told == BRANCHES:
                yield "D’autres branches en contiennent aussi."
                return
            told += 1
            yield f"La branche « {shown(branch)} » contient un travail plus récent, absent de la branche principale."


def moment(seconds):
    """A commit's date; one of after the year 2200, a slip or a joke, becomes that year."""
    return datetime.fromtimestamp(min(seconds, 7_258_118_400), UTC)


def _french(when, course):
    """A date as French readers write it, in the course's time zone.

    >>> from types import SimpleNamespace
    >>> _french(datetime(2026, 10, 18, 21, 59, tzinfo=UTC), SimpleNamespace(timezone=UTC))
    '18/10/2026 à 21 h 59'
    """
    return when.astimezone(course.timezone).strftime("%d/%m/%Y à %H h %M")


def shown(name):
    """A name out of a student's repository, which may be any bytes, as text that can be written anywhere, not too long.

    >>> len(shown("a/" * 3000 + "petit.ipynb")), shown("a/" * 3000 + "petit.ipynb")[-11:]
    (161, 'petit.ipynb')
    """
    text = "".join(c if c.isprintable() else "�" for c in name.encode("utf-8", "replace").decode("utf-8"))
    return text if len(text) <= LONG else f"{text[: LONG // 2]}…{text[-LONG // 2 :]}"
