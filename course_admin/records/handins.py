"""A hand-in: what one student handed in for one TP, as a collect keeps it below `records/`."""

import json
from dataclasses import asdict, dataclass

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.records import layout
from course_admin.records.ledger import Ledger
from course_admin.records.mirror import Mirror
from course_utils.notebook import beside

NOTEBOOK_BYTES = 100 * 2**20  # outputs and all; the engine refuses what is large without them


@dataclass(frozen=True)
class HandIn:
    """One row of the roster and the commit that counts for it; a group shares everything but who the student is."""

    student: str
    name: str
    email: str
    group: str  # "" for a student alone
    repository: str
    commit: str = ""  # 40 hexadecimal digits, "" if nothing was handed in
    submitted_at: str = ""  # ISO 8601 with offset, "" if nothing was handed in
    late_hours: float = 0.0  # after this student's own deadline; the grace is the marks' affair
    path: str = ""  # where the notebook is in that commit
    status: str = "missing"  # submitted, missing, unreachable (the repository), unreadable (the notebook)
    message: str = ""  # why, in French
    flags: tuple[str, ...] = ()  # what an instructor should look at, one French sentence each
    others: tuple[str, ...] = ()  # notebooks of that commit with answers that do not count
    carried: bool = False  # from a collect before this one, in which it had another owner
    formerly: str = ""  # the student's identifier in earlier collects, "" if it is the same

    @property
    def owner(self):
        """Whose work it is: the group, or the student alone. Names the mirror."""
        return self.group or self.student

    @property
    def work(self):
        """The name of the results: the owner's, apart where the owner is no longer who it was."""
        return f"{self.owner},{self.commit[:10]}" if self.carried else self.owner


def mirror_of(course, owner):
    """The mirror of a student's or a group's repository."""
    return Mirror(layout.mirror(course, owner))


def ledger_of(course):
    """The ledger of the course."""
    return Ledger(layout.ledger(course))


def save(assignment, handins):
    """Keep the hand-ins of a collect, in place of those of the one before."""
    text = json.dumps([asdict(one) for one in handins], ensure_ascii=False, indent=1)
    tables.write_whole(layout.handins(assignment), text.encode("utf-8", "surrogateescape"))


def load(assignment):
    """The hand-ins that the last collect of a TP has kept. Raises CourseError where there was none."""
    path = layout.handins(assignment)
    try:
        rows = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
        return [HandIn(**row | {name: tuple(row.get(name, ())) for name in ("flags", "others")}) for row in rows]
    except FileNotFoundError:
        raise CourseError(f"{assignment.id} was never collected; run `course collect {assignment.id}` first") from None
    except (ValueError, TypeError, KeyError) as error:
        raise CourseError(f"{path} cannot be understood ({error}); collect {assignment.id} again") from error


def files(assignment, handin):
    """What a submission brings: its notebook, as NAME.ipynb, and the regular files that go with it (name → bytes)."""
    mirror = mirror_of(assignment.course, handin.owner)
    tree = {entry.path: entry for entry in mirror.tree(handin.commit)}
    sizes = {path: entry.size for path, entry in tree.items() if entry.is_file}
    found = {f"{assignment.notebook}.ipynb": mirror.read(tree[handin.path], NOTEBOOK_BYTES)}
    for name, path in beside.chosen(sizes, handin.path).items():
        found[name] = mirror.read(tree[path], tree[path].size)
    return found


def left_behind(course, handin, cells):
    """Sentences on the modules that a notebook imports, and that its repository has where they are not taken along."""
    tree = mirror_of(course, handin.owner).tree(handin.commit)
    return list(beside.doubts([entry.path for entry in tree if entry.is_file], handin.path, cells))


def of(student, **fields):
    """The `HandIn` of a student of the roster."""
    return HandIn(student.student, student.name, student.email, student.group, student.repository, **fields)
