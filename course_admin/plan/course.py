"""`course.toml` as an object: the plan, its dates, and where everything is."""

import tomllib
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from course_admin.base.errors import CourseError
from course_admin.plan import entries

MARKS = {"examen": True, "exam_weight": 0.5, "rounding": 0.01, "pass_mark": 10.0, "second_session": "best"}
LIMITS = ("cell_seconds", "total_seconds", "memory_mb", "processes", "disk_mb", "output_kb")


@dataclass(frozen=True)
class Chapter:
    """One notebook of `notebooks/cours`."""

    id: str
    title: str
    session: int

    @property
    def path(self):
        """Where the notebook is, in our repository and in a student's."""
        return f"notebooks/cours/{self.id}.ipynb"


@dataclass(frozen=True)
class Assignment:
    """One TP of a course: its notebook, its dates (aware datetimes), its points and what its release withholds."""

    id: str
    notebook: str
    title: str
    session: int
    points: float
    opens: datetime
    deadline: datetime
    closes: datetime
    chapters: tuple[str, ...] = ()
    withholds: tuple[str, ...] = ()
    extensions: dict[str, datetime] = field(default_factory=dict)
    limits: dict[str, float] = field(default_factory=dict)  # of one submission under `course grade`
    individual: str = ""  # the module whose `student_files(rng)` gives each student data of their own
    course: "Course" = field(default=None, repr=False, compare=False)  # told by the course that has it

    @property
    def path(self):
        """Where the notebook is, in our repository and in a student's."""
        return f"notebooks/tp/{self.id}/{self.notebook}.ipynb"

    def deadline_of(self, *names):
        """The deadline of a student, who may have an extension under an own or a group's name; it never shortens."""
        return max([self.deadline, *(self.extensions[name] for name in names if name in self.extensions)])

    def closes_for(self, *names):
        """The end of acceptance of a student: never before an extended deadline."""
        return max(self.closes, self.deadline_of(*names))


@dataclass(frozen=True)
class Course:
    """The whole plan, and the folders that commands work in."""

    root: Path  # where course.toml is
    sources: Path  # notebooks/, course_utils/, datasets/
    records: Path  # what cannot be made again
    build: Path  # what can
    title: str
    timezone: ZoneInfo
    identity: dict[str, str]
    late: dict
    marks: dict
    limits: dict  # where an assignment has none of its own
    chapters: tuple[Chapter, ...]
    assignments: tuple[Assignment, ...]

    def __post_init__(self):
        """Each assignment knows the course that it is in, one made by `replace` too."""
        object.__setattr__(self, "assignments", tuple(replace(one, course=self) for one in self.assignments))

    @classmethod
    def load(cls, path=None):
        """Read `path`, or the nearest `course.toml` from the working directory upwards. Raises CourseError."""
        path = Path(path) if path else _nearest()
        try:
            with open(path, "rb") as file:
                plan = tomllib.load(file)
        except OSError as error:
            raise CourseError(f"{path}: cannot be read ({error.strerror}); give the course's course.toml") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CourseError(f"{path}: not valid TOML ({error})") from error
        try:
            return cls._of(path.resolve().parent, plan)
        except KeyError as error:
            raise CourseError(f"{path}: the entry {error} is missing") from error
        except (TypeError, ValueError, ZoneInfoNotFoundError) as error:
            raise CourseError(f"{path}: {error}") from error

    @classmethod
    def _of(cls, root, plan):
        entries.check(plan)
        zone = ZoneInfo(plan["course"]["timezone"])
        places = {name: (root / plan["paths"][name]).resolve() for name in ("sources", "records", "build")}
        extensions = plan.get("extensions", {})
        limits, own_limits = _limits(plan["limits"])
        course = cls(
            root=root,
            **places,
            title=plan["course"]["title"],
            timezone=zone,
            identity=plan["course"]["identity"],
            late={name: plan["late"][name] for name in ("grace_minutes", "points_per_day", "maximum")},
            marks=MARKS | plan["marks"],
            limits=limits,
            chapters=tuple(Chapter(**entry) for entry in plan.get("chapters", [])),
            assignments=tuple(
                _assignment(entry, extensions.get(entry["id"], {}), limits | own_limits.get(entry["id"], {}), zone)
                for entry in plan["assignments"]
            ),
        )
        for what, table in (("extensions", extensions), ("limits", own_limits)):
            unknown = set(table) - {a.id for a in course.assignments}
            if unknown:
                raise ValueError(f"{what} name assignments that the plan does not have: {sorted(unknown)}")
        return course

    def assignment(self, id):
        """The assignment called `id`. Raises CourseError with the names that exist."""
        for assignment in self.assignments:
            if assignment.id == id:
                return assignment
        known = ", ".join(a.id for a in self.assignments)
        raise CourseError(f"no assignment '{id}' in course.toml; it has: {known}")

    def moment(self, text):
        """An ISO 8601 date, local to the course where it has no offset, as an aware datetime. Raises CourseError."""
        try:
            return _moment(text, self.timezone)
        except ValueError as error:
            raise CourseError(str(error)) from error

    def now(self):
        """The clock, in the course's time zone."""
        return datetime.now(self.timezone)


def _limits(table):
    """The limits of every assignment, and those of some (id → what is different)."""
    own = {name: value for name, value in table.items() if isinstance(value, dict)}
    limits = {name: value for name, value in table.items() if name not in own}
    for where, values in (("limits", limits), *((f"limits.{id}", values) for id, values in own.items())):
        for name, value in values.items():
            if name not in LIMITS:
                raise ValueError(f"[{where}] has no '{name}'; it may have: {', '.join(LIMITS)}")
            if type(value) not in (int, float) or not 0 < value < float("inf"):
                raise ValueError(f"[{where}] {name} = {value!r}: expected a number above 0")
            if type(value) is float and not name.endswith("_seconds"):
                raise ValueError(f"[{where}] {name} = {value!r}: expected a whole number")
    return limits, own


def _assignment(entry, extensions, limits, zone):
    """One [[assignments]] entry; its dates must follow each other."""
    entry = dict(entry)
    for name in ("opens", "deadline", "closes"):
        entry[name] = _moment(entry[name], zone)
    for name in ("chapters", "withholds"):
        entry[name] = tuple(entry.get(name, ()))
    extensions = {who: _moment(date, zone) for who, date in extensions.items()}
    assignment = Assignment(**entry, extensions=extensions, limits=limits)
    if not assignment.opens <= assignment.deadline <= assignment.closes:
        raise ValueError(f"{assignment.id}: expected opens ≤ deadline ≤ closes")
    return assignment


def _moment(text, zone):
    """ISO 8601 text, or TOML's own date-time, as an aware datetime; a day alone means its midnight."""
    try:
        moment = text if isinstance(text, datetime) else datetime.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"'{text}' is not a date; expected ISO 8601 such as 2026-10-18T23:59 or …+02:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _nearest():
    """The course.toml of the working directory or of the closest folder above it."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "course.toml").is_file():
            return folder / "course.toml"
    raise CourseError("no course.toml here or in a folder above; run `course` inside the course's repository")
