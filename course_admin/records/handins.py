"""A hand-in: what one student handed in for one TP, as a collect keeps it below `records/`."""

import functools
import importlib.util
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.records import layout
from course_admin.records.ledger import Ledger
from course_admin.records.mirror import Mirror

NOTEBOOK_BYTES = 100 * 2**20  # outputs and all; the engine refuses what is large without them
EXTRA_BYTES = 20 * 2**20  # of all the data files beside a notebook
EXTRA_FILES = 50
_NEVER = {".ipynb", ".pyc", ".pyd", ".so", ".pth", ".sh"}  # never taken along with a notebook


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


def save(course, assignment, handins):
    """Keep the hand-ins of a collect, in place of those of the one before."""
    text = json.dumps([asdict(one) for one in handins], ensure_ascii=False, indent=1)
    tables.write_whole(layout.handins(course, assignment.id), text.encode("utf-8", "surrogateescape"))


def load(course, assignment):
    """The hand-ins that the last collect of a TP has kept. Raises CourseError where there was none."""
    path = layout.handins(course, assignment.id)
    try:
        rows = json.loads(path.read_text(encoding="utf-8", errors="surrogateescape"))
        return [HandIn(**row | {name: tuple(row.get(name, ())) for name in ("flags", "others")}) for row in rows]
    except FileNotFoundError:
        raise CourseError(f"{assignment.id} was never collected; run `course collect {assignment.id}` first") from None
    except (ValueError, TypeError, KeyError) as error:
        raise CourseError(f"{path} cannot be understood ({error}); collect {assignment.id} again") from error


def files(course, assignment, handin):
    """What a submission brings: its notebook, as NAME.ipynb, and the files beside it (name → bytes).

    Regular files only, of bounded number and size, in the notebook's folder and below it, and the `.py` files of the
    repository's first folder, which `import` finds at home too. No other notebook, and no module under a name that is
    ours or a library's: it would take its place.
    """
    mirror = mirror_of(course, handin.owner)
    tree = mirror.tree(handin.commit)
    notebook = next(entry for entry in tree if entry.path == handin.path)
    found, room = {f"{assignment.notebook}.ipynb": mirror.read(notebook, NOTEBOOK_BYTES)}, EXTRA_BYTES
    extras = {name: entry for entry in tree if entry.is_file and (name := _beside(entry.path, handin.path))}
    for name, entry in sorted(extras.items(), key=lambda item: item[1].path.count("/")):
        if entry.size <= room and len(found) <= EXTRA_FILES and name not in found:
            found[name] = mirror.read(entry, entry.size)
            room -= entry.size
    return found


def _beside(path, notebook):
    """The name under which the code of a notebook finds a file of its repository; "" for one that is not taken."""
    path, folder = PurePosixPath(path), PurePosixPath(notebook).parent
    home = folder != PurePosixPath(".")
    if home and path.is_relative_to(folder):
        name = path.relative_to(folder)
    elif len(path.parts) == 1 and (path.suffix.lower() == ".py" or not home):
        name = path
    else:
        return ""
    odd = not name.parts or not str(name).isprintable()  # « . », bytes that are no text
    hidden = odd or any(part.startswith((".", "__pycache__")) for part in name.parts)
    if (
        hidden
        or path.suffix.lower() in _NEVER
        or any(len(part.encode("utf-8", "replace")) > 200 for part in name.parts)
    ):
        return ""
    return "" if _takes_a_place(name.parts[0].removesuffix(".py")) else str(name)


@functools.cache
def _takes_a_place(module):
    """Whether a file or folder of this name could be imported instead of a module of ours or of a library."""
    if module in sys.stdlib_module_names or module.startswith("course_") or module in ("datasets", "nbgrader_config"):
        return True
    try:
        return importlib.util.find_spec(module) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def of(student, **fields):
    """The `HandIn` of a student of the roster."""
    return HandIn(student.student, student.name, student.email, student.group, student.repository, **fields)
