"""What students receive, at a date: every file of their repository, and what a marking kernel sees of it."""

import re
from pathlib import Path

from course_admin.base.errors import CourseError
from course_admin.plan import dates
from course_admin.records import misconceptions
from course_admin.release import leaks, student_notebook

TEMPLATES = Path(__file__).with_name("student")  # the student repository's own README, Makefile, …; dot_x stands for .x

_SHIPPED = {".py", ".json", ".npz", ".npy", ".csv", ".md", ".txt"}  # of course_utils: no cache, no scratch file


def release_files(assignment, now, answered=False):
    """The whole student repository as it is at `now` (an aware datetime): a dict from path to bytes.

    It holds the chapters and the TPs opened so far, up to `assignment`; modules that a TP withholds, cells tagged
    `apres-tpN` and the corrigé only once nobody may hand in that TP any more. A corrigé tells the commonest mistakes of
    the class, if `records/` has its marking. What answers a prediction of a chapter is left out unless `answered`, for
    the site, which veils it. Raises CourseError before `opens`, where a source is missing and where something would
    leak.
    """
    course = assignment.course
    if now < assignment.opens:
        raise CourseError(
            f"{assignment.id} opens on {assignment.opens:%Y-%m-%d %H:%M}; give a later --now to prepare it"
        )
    closed = closed_assignments(course, now)
    opened = [a for a in course.assignments[: course.assignments.index(assignment) + 1] if a.opens <= now]
    config = course.sources / "nbgrader_config.py"
    files = _templates() | _package(course, opened, now) | _datasets(course)
    files["README.md"] = files["README.md"].replace(b"{{dates}}", dates.table(course).encode())
    for chapter in _chapters(course, opened):
        files[chapter.path] = student_notebook.chapter(_source(course, chapter.path), closed, answered)
        files |= _annales(course, chapter)
    for item in opened:
        source = _source(course, item.path)
        files |= _beside(item)
        files[item.path] = student_notebook.exercise(source, config, closed)
        if item.id in closed:
            remarks = misconceptions.remarks(item)
            files[f"notebooks/corriges/{item.id}.ipynb"] = student_notebook.corrige(
                source, config, closed, f"../tp/{item.id}" if item.individual else None, remarks
            )
    leaks.refuse_leaks(files, _withheld(course, now))
    return dict(sorted(files.items()))


def marking_world(assignment, directory):
    """Write below `directory` what a marking kernel sees of ours: that TP's `course_utils`, and `datasets/`.

    The modules that the TP withholds are absent whatever the date: importing them must not be an answer.
    """
    course = assignment.course
    opened = course.assignments[: course.assignments.index(assignment) + 1]
    for path, content in (_package(course, opened, assignment.closes) | _datasets(course)).items():
        target = Path(directory) / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def closed_assignments(course, now):
    """Ids of the assignments that nobody may hand in any more, whatever extension was given."""
    return {a.id for a in course.assignments if now > max([a.closes, *a.extensions.values()])}


# What the repository holds


def _templates():
    """The student repository's own files."""
    found = (path for path in sorted(TEMPLATES.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {re.sub(r"(^|/)dot_", r"\1.", path.relative_to(TEMPLATES).as_posix()): path.read_bytes() for path in found}


def _withheld(course, now):
    """Dotted names of the modules that some TP withholds at `now`; each must exist, lest a slip of the pen leak it."""
    closed = closed_assignments(course, now)
    modules = {module for a in course.assignments if a.id not in closed for module in a.withholds}
    for module in sorted(modules):
        path = course.sources / module.replace(".", "/")
        if not (path.with_suffix(".py").is_file() or path.is_dir()):
            raise CourseError(f"course.toml withholds {module}, but {path.with_suffix('.py')} does not exist")
    return modules


def _package(course, opened, now):
    """`course_utils` without the modules withheld at `now` and without the checks of what is not `opened`."""
    closed = {module.replace(".", "/") for module in _withheld(course, now)}
    closed |= {f"course_utils/checks/{a.id}" for a in course.assignments if a not in opened}
    chapters = _chapters(course, opened)
    closed |= {f"course_utils/checks/questions/{c.id}" for c in course.chapters if c not in chapters}
    files = {}
    for path in sorted((course.sources / "course_utils").rglob("*")):
        name = path.relative_to(course.sources)
        ways = {folder.as_posix() for folder in [*name.parents, name.with_suffix("")]}
        if path.is_file() and path.suffix in _SHIPPED and not ways & closed:
            files[name.as_posix()] = path.read_bytes()
    return files


def _datasets(course):
    """`datasets/`, hidden files aside."""
    found = sorted((course.sources / "datasets").rglob("*"))
    files = (path for path in found if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(course.sources).as_posix(): path.read_bytes() for path in files}


def _chapters(course, opened):
    """The chapters that these assignments' releases hold, in the plan's order."""
    wanted = {id for assignment in opened for id in assignment.chapters}
    unknown = wanted - {chapter.id for chapter in course.chapters}
    if unknown:
        raise CourseError(f"course.toml: an assignment names chapters that the plan does not have: {sorted(unknown)}")
    return [chapter for chapter in course.chapters if chapter.id in wanted]


def _annales(course, chapter):
    """The paper-exam questions of a chapter, if it has some."""
    path = course.sources / "docs" / "annales" / f"{chapter.id}.md"
    return {f"annales/{path.name}": path.read_bytes()} if path.is_file() else {}


def _beside(assignment):
    """Pictures and data that lie beside a TP's notebook."""
    folder = (assignment.course.sources / assignment.path).parent
    files = (
        path for path in sorted(folder.glob("*")) if path.is_file() and path.suffix not in (".ipynb", ".py", ".pyc")
    )
    return {path.relative_to(assignment.course.sources).as_posix(): path.read_bytes() for path in files}


def _source(course, path):
    """A notebook's bytes."""
    try:
        return (course.sources / path).read_bytes()
    except OSError as error:
        raise CourseError(f"the release needs {course.sources / path}: {error.strerror}") from error


# The repository that it goes to
