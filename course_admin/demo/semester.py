"""`course demo`: a sample class goes the whole way, from the release to the module's marks, by real git and marking.

Everything is below one folder: its own course.toml, its own records. The dates are those of the plan below, so that the
outcome is the same whenever it is run.
"""

import contextlib
import os
import shutil
import sys
from datetime import timedelta

import tomlkit
from rich import box
from rich.table import Table

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.base.git import git
from course_admin.collect import fetching as collect
from course_admin.demo.sample_class import CLASS, fill, work
from course_admin.marking import grade
from course_admin.marks import module as marks
from course_admin.marks import rows
from course_admin.plan.course import Course
from course_admin.records import gradebook, handins, layout, roster
from course_admin.release import repository as release
from course_admin.tell import delivery, feedback
from course_utils import maj

FIRST_LINE = "# The plan of the sample class. `course demo` removes this whole folder and makes it anew.\n"
# The limits of the plan, but for time: a slow machine marks the class too, and one of TP1's submissions never ends.
LIMITS = {"cell_seconds": 120, "total_seconds": 900}
SHORT = {"cell_seconds": 10, "total_seconds": 120}
# When each TP opens, is due and closes: fixed, so that the outcome does not depend on this year's course.toml.
DATES = {
    "tp1": ("2026-10-12T08:00", "2026-10-18T23:59", "2026-10-25T23:59"),
    "tp2": ("2026-10-26T08:00", "2026-11-01T23:59", "2026-11-08T23:59"),
    "tp3": ("2026-11-09T08:00", "2026-11-15T23:59", "2026-11-22T23:59"),
    "tp4": ("2026-11-23T08:00", "2026-11-29T23:59", "2026-12-06T23:59"),
    "projet": ("2026-11-30T08:00", "2026-12-20T23:59", "2027-01-03T23:59"),
}
COLLECTED = timedelta(minutes=1)  # after a TP has closed


def demo(course, folder, out, only=None):
    """Run the sample class below `folder`, telling of each step on the console `out`. Raises CourseError.

    `only` (ids) makes it shorter: a semester of these TPs alone.
    """
    folder = folder.resolve()
    _clear(folder)
    small = _plan(course, folder, only or tuple(DATES))
    unsafe = not _has_sandbox(small, out)
    for assignment in small.assignments:
        _one_tp(assignment, folder / "students", out, unsafe)
    out.print("[bold]The module[/bold]: marks, with an exam", markup=True, highlight=False)
    rows, amiss = marks.marks(small, *_exam_files(folder, small.assignments[0]))
    if amiss:
        raise CourseError(f"the demo's marks are not complete: {'; '.join(amiss)}")
    out.print(_module_table(small, rows))
    _say_what_to_open(out, course, folder, small)


def _one_tp(assignment, students, out, unsafe):
    """One TP, from its release to its feedback."""
    id, closed = assignment.id, assignment.closes + COLLECTED
    out.print(f"[bold]{id}[/bold] {assignment.title}: release", markup=True, highlight=False)
    students_csv = _roster(assignment, students)
    if assignment.individual:
        release.release_to_each(assignment, students / f"release-{id}", students_csv, assignment.opens)
        _tell(out, "each student clones the repository that holds their own data, works and commits")
    else:
        release.release(assignment, students / "release", assignment.opens)
        _tell(out, "students clone it, or fetch the new release, work and commit")
    _hand_in(assignment, students)
    _tell(out, "collect")
    collect.collect(assignment, students_csv, closed)
    _tell(out, "grade")
    _expect_no_fault(assignment, grade.mark(assignment, unsafe=unsafe))
    _tell(out, "enter hand marks, as a marker does in formgrader")
    _mark_by_hand(assignment)
    _tell(out, f"feedback, also to the branch feedback/{id} of each repository")
    pages = feedback.write_pages(assignment, closed)
    delivery.push(assignment, pages, closed)
    out.print(_table(assignment, rows.write(assignment)))


def _expect_no_fault(assignment, rows):
    """Raise CourseError, with its log, where a submission could not be marked for a fault of ours."""
    at_fault = {row.student for row in rows if row.status == "error"}
    for one in handins.load(assignment):
        if one.student in at_fault:
            log = layout.log(assignment, one.work)
            raise CourseError(f"{one.student} was not marked: {log.read_text(encoding='utf-8').strip()}")


def _tell(out, what):
    out.print(f"    {what}", highlight=False)


def _clear(folder):
    """An empty folder; only an earlier demo is removed for it."""
    plan = folder / "course.toml"
    if plan.is_file() and plan.read_text(encoding="utf-8").startswith(FIRST_LINE):
        shutil.rmtree(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is not empty and not an earlier demo; give another folder with --to")
    folder.mkdir(parents=True, exist_ok=True)


def _plan(course, folder, wanted):
    """Write the demo's course.toml and load it: the real TPs, their notebooks and what they withhold, fixed dates."""
    chosen = [assignment for assignment in course.assignments if assignment.id in wanted]
    last = course.assignments.index(chosen[-1])
    later = [module for assignment in course.assignments[last + 1 :] for module in assignment.withholds]
    taught = {id for assignment in chosen for id in assignment.chapters}
    plan = {
        "course": {"title": course.title, "timezone": str(course.timezone), "identity": course.identity},
        "paths": {"sources": str(course.sources), "records": "records", "build": "build"},
        "late": course.late,
        "marks": course.marks,
        "limits": course.limits | LIMITS | ({"tp1": SHORT} if "tp1" in wanted else {}),
        "chapters": [vars(chapter) for chapter in course.chapters if chapter.id in taught],
        "assignments": [_entry(tp, later) for tp in chosen],
    }
    (folder / "course.toml").write_text(FIRST_LINE + tomlkit.dumps(plan), encoding="utf-8")
    shutil.copy(course.sources / "nbgrader_config.py", folder)
    return Course.load(folder / "course.toml")


def _entry(tp, later):
    """A TP of the demo: the real one at a fixed date, withholding what `later` TPs withhold too."""
    dates = dict(zip(("opens", "deadline", "closes"), DATES[tp.id], strict=True))
    names = ("id", "notebook", "title", "session", "points", "chapters", "individual")
    return {name: getattr(tp, name) for name in names} | dates | {"withholds": [*tp.withholds, *later]}


def _has_sandbox(course, out):
    """Whether students' code can be confined here; says so if not."""
    try:
        grade.require_sandbox(course)
    except CourseError as error:
        out.print(f"No sandbox here ({error}).\nThese submissions are ours, so the demo runs them without one.")
        return False
    return True


def _roster(assignment, folder):
    """Write students.csv, the same for the TPs that share a repository; its path."""
    rows = []
    for student in CLASS:
        row = {"student": student.id, "name": student.name, "email": f"{student.id}@etu.example"}
        rows.append(row | {"repository": f"./{_place(assignment, student)}", "group": student.group})
    path = folder / (f"students-{assignment.id}.csv" if assignment.individual else "students.csv")
    tables.write_csv(path, roster.COLUMNS, rows)
    return path


def _place(assignment, student):
    """The name of a student's repository, the pair's if they are one; there is another for data of one's own."""
    owner = student.group or student.id
    return f"{owner}-{assignment.id}" if assignment.individual else owner


def _hand_in(assignment, folder):
    """Clone the release for each student or group, or bring it there, and commit their work."""
    for student in CLASS:
        done = work(assignment.id).get(student.id)
        if student.reachable and done:
            own = f"release-{assignment.id}/{student.group or student.id}" if assignment.individual else "release"
            place = folder / _place(assignment, student)
            _commit(assignment, folder / own, place, student, done.commits)


def _commit(assignment, released, place, student, commits):
    """One student's repository brought up to date with the release, and the commits."""
    if not place.exists():
        git("clone", "--quiet", released, place)
        git("config", "user.name", student.name, cwd=place)
        git("config", "user.email", f"{student.id}@etu.example", cwd=place)
    with _at(assignment.opens):
        maj.update(place, str(released))
    notebook = place / assignment.path
    original = notebook.read_bytes()
    identity = {"name": student.name, "email": f"{student.id}@etu.example"}
    for number, commit in enumerate(commits, start=1):
        notebook.write_bytes(fill(assignment.id, original, commit))
        git("add", "--all", cwd=place)
        who = {"identity": identity, "date": assignment.course.moment(commit.date)}
        git("commit", "--quiet", "--allow-empty", "-m", f"{assignment.id}, version {number}", cwd=place, **who)


@contextlib.contextmanager
def _at(moment):
    """Within this block a student's own git commits at that time, so that the demo's commits are always the same."""
    dates = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), moment.isoformat())
    os.environ.update(dates)
    try:
        yield
    finally:
        for name in dates:
            del os.environ[name]


def _mark_by_hand(assignment):
    """Give the written answers the sample marks, and the first the comment, through nbgrader's own gradebook."""
    submitted = {one.student for one in handins.load(assignment) if one.status == "submitted"}
    written = gradebook.answers((assignment.course.sources / assignment.path).read_text(encoding="utf-8"))
    with gradebook.opened(assignment.course) as book:
        for student, done in work(assignment.id).items():
            for place, id in enumerate(written) if done.hand_mark is not None and student in submitted else ():
                where = (id, assignment.notebook, assignment.id, student)
                given = book.find_grade(*where)
                given.manual_score, given.needs_manual_grade = done.hand_mark * given.max_score, False
                book.find_comment(*where).manual_comment = (place == 0 and done.comment) or None
        book.db.commit()


def _exam_files(folder, missed):
    """The sample exam, as a French spreadsheet writes it, and one justified absence."""
    exam = "student;mark\r\n" + "".join(f"{student.id};{student.exam}\r\n" for student in CLASS)
    tables.write_whole(folder / "exam.csv", b"\xef\xbb\xbf" + exam.encode())
    tables.write_csv(
        folder / "absences.csv",
        ("student", "work", "absence"),
        [{"student": "morel", "work": missed.id, "absence": "ABJ"}],
    )
    return folder / "exam.csv", folder / "absences.csv"


def _table(assignment, grades):
    """A TP of the class at a glance."""
    table = _columns(assignment.id, ("student", "what was done", "status"), ("tests", "hand", "late", "mark"))
    done = work(assignment.id)
    for row in grades:
        story = done[row.student].story if row.student in done else "handed in nothing"
        lost = f"−{row.penalty:g}" if row.penalty else ""
        scores = _number(row.auto_score), _number(row.manual_score)
        table.add_row(row.student, story, row.status, *scores, lost, _number(row.mark))
    return table


def _module_table(course, rows):
    """The marks of the module at a glance."""
    works = [assignment.id for assignment in course.assignments]
    table = _columns("The module", ("student",), (*works, "mean", "exam", "mark"))
    for row in rows:
        marks = [row.works[id] for id in works]
        table.add_row(row.student, *map(_number, (*marks, row.mean, row.exam, row.mark)))
    return table


def _columns(title, texts, numbers):
    table = Table(title=title, title_justify="left", box=box.SIMPLE, padding=(0, 1, 0, 0))
    for name in texts:
        table.add_column(name)
    for name in numbers:
        table.add_column(name, justify="right")
    return table


def _number(value):
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def _say_what_to_open(out, course, folder, small):
    """The paths of what the demo made."""
    for what, path in (
        ("what students receive", folder / "students" / "release"),
        ("marks of a TP", layout.grades(small.assignments[0])),
        ("a feedback page", layout.feedback(small.assignments[0], "chen")),
        ("the module's marks", layout.marks(small)),
    ):
        out.print(f"  {what:22} {path}", soft_wrap=True, highlight=False)
    out.print(f"  {'formgrader':22} cd {folder} && {sys.executable} -m jupyterlab", soft_wrap=True, highlight=False)
