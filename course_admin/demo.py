"""`course demo`: a sample class goes the whole way, from the release to the module's marks, by real git and marking.

Everything is below one folder: its own course.toml, its own records. The dates are those of the plan below, so that the
outcome is the same whenever it is run.
"""

import json
import shutil
import sys

from rich import box
from rich.table import Table

from course_admin import collect, delivery, feedback, grade, gradebook, handin, marks, release, tables
from course_admin.course import Course
from course_admin.errors import CourseError
from course_admin.git import git
from course_admin.sample_class import CLASS, fill

FIRST_LINE = "# The plan of the sample class. `course demo` removes this whole folder and makes it anew.\n"
PLAN = """
[course]
title = {title}
timezone = {timezone}
identity = {{ name = {name}, email = {email} }}

[paths]
sources = {sources}
records = "records"
build = "build"

[late]
grace_minutes = 15
points_per_day = 1.0
maximum = 5.0

[marks]
examen = true
exam_weight = 0.5
rounding = 0.01
pass_mark = 10.0
second_session = "best"

[limits]  # small, because one of the submissions never ends
cell_seconds = 10
total_seconds = 120
memory_mb = 2048
processes = 64
disk_mb = 64
output_kb = 512

{chapters}
[[assignments]]
id = "tp1"
notebook = {notebook}
title = {tp_title}
session = 4
points = 20
opens = "2026-10-12T08:00"
deadline = "2026-10-18T23:59"
closes = "2026-10-25T23:59"
chapters = {chapter_ids}
withholds = {withholds}
"""
RELEASED, COLLECTED = "2026-10-12T08:00", "2026-10-26T09:00"


def demo(course, folder, out):
    """Run the sample class below `folder`, telling of each step on the console `out`. Raises CourseError."""
    folder = folder.resolve()
    _clear(folder)
    small = _plan(course, folder)
    tp1 = small.assignment("tp1")
    unsafe = not _has_sandbox(small, out)

    _tell(out, 1, "release TP1 to students")
    release.release(small, tp1, folder / "students" / "release", small.moment(RELEASED))
    _tell(out, 2, f"{len(CLASS)} students clone it, work and commit")
    roster = _make_repositories(small, tp1, folder / "students")
    _tell(out, 3, "collect")
    collect.collect(small, tp1, roster, small.moment(COLLECTED))
    _tell(out, 4, "grade")
    grade.grade(small, tp1, unsafe=unsafe)
    _tell(out, 5, "enter hand marks, as a marker does in formgrader")
    _mark_by_hand(small, tp1)
    _tell(out, 6, "feedback, also to the branch feedback/tp1 of each repository")
    pages = feedback.feedback(small, tp1)
    delivery.push(small, tp1, pages, small.moment(COLLECTED))
    _tell(out, 7, "marks of the module, with an exam")
    rows, amiss = marks.marks(small, *_exam_files(folder))
    if amiss:
        raise CourseError(f"the demo's marks are not complete: {'; '.join(amiss)}")
    grades = grade.write(small, tp1)
    out.print(_table(grades, {row["student"]: row for row in rows}))
    _say_what_to_open(out, course, folder, small)


def _tell(out, step, what):
    out.print(f"[bold]{step}/7[/bold] {what}", highlight=False)


def _clear(folder):
    """An empty folder; only an earlier demo is removed for it."""
    plan = folder / "course.toml"
    if plan.is_file() and plan.read_text(encoding="utf-8").startswith(FIRST_LINE):
        shutil.rmtree(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(f"{folder} is not empty and not an earlier demo; give another folder with --to")
    folder.mkdir(parents=True, exist_ok=True)


def _plan(course, folder):
    """Write the demo's course.toml and load it: the real TP1, its notebook and what it withholds, under fixed dates."""
    tp1 = course.assignment("tp1")
    chapters = "".join(
        f"[[chapters]]\nid = {_toml(c.id)}\ntitle = {_toml(c.title)}\nsession = {c.session}\n\n"
        for c in course.chapters
        if c.id in tp1.chapters
    )
    text = PLAN.format(
        title=_toml(course.title), timezone=_toml(str(course.timezone)), name=_toml(course.identity["name"]),
        email=_toml(course.identity["email"]), sources=_toml(str(course.sources)), chapters=chapters,
        notebook=_toml(tp1.notebook), tp_title=_toml(tp1.title), chapter_ids=_toml(list(tp1.chapters)),
        withholds=_toml(list(tp1.withholds)),
    )  # fmt: skip
    (folder / "course.toml").write_text(FIRST_LINE + text, encoding="utf-8")
    shutil.copy(course.sources / "nbgrader_config.py", folder)
    return Course.load(folder / "course.toml")


def _toml(value):
    """A string or a list of strings in TOML, which writes them as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def _has_sandbox(course, out):
    """Whether students' code can be confined here; says so if not."""
    try:
        grade.require_sandbox(course)
    except CourseError as error:
        out.print(f"No sandbox here ({error}).\nThese submissions are ours, so the demo runs them without one.")
        return False
    return True


def _make_repositories(course, assignment, folder):
    """Clone the release for each student or group and commit their work; return the path of students.csv."""
    rows = []
    for student in CLASS:
        place = folder / (student.group or student.id)
        row = {"student": student.id, "name": student.name, "email": f"{student.id}@etu.example"}
        rows.append(row | {"repository": f"./{place.name}", "group": student.group})
        if student.reachable and not place.exists():
            _work(course, assignment, folder / "release", place, student)
    tables.write_csv(folder / "students.csv", ("student", "name", "email", "repository", "group"), rows)
    return folder / "students.csv"


def _work(course, assignment, released, place, student):
    """One student's repository: a clone of the release, and the commits."""
    git("clone", "--quiet", released, place)
    notebook = place / assignment.path
    original = notebook.read_bytes()
    identity = {"name": student.name, "email": f"{student.id}@etu.example"}
    for number, commit in enumerate(student.commits, start=1):
        notebook.write_bytes(fill(original, commit))
        git("add", "--all", cwd=place)
        who = {"identity": identity, "date": course.moment(commit.date)}
        git("commit", "--quiet", "--allow-empty", "-m", f"TP1, version {number}", cwd=place, **who)


def _mark_by_hand(course, assignment):
    """Give exercise 10 the sample marks through nbgrader's own gradebook."""
    submitted = {one.student for one in handin.load(course, assignment) if one.status == "submitted"}
    with gradebook.opened(course) as book:
        for student in CLASS:
            if student.hand_mark is not None and student.id in submitted:
                where = ("ex10_reponse", assignment.notebook, assignment.id, student.id)
                given = book.find_grade(*where)
                given.manual_score, given.needs_manual_grade = student.hand_mark, False
                book.find_comment(*where).manual_comment = student.comment or None
        book.db.commit()


def _exam_files(folder):
    """The sample exam, as a French spreadsheet writes it, and one justified absence."""
    exam = "student;mark\r\n" + "".join(f"{student.id};{student.exam}\r\n" for student in CLASS)
    tables.write_whole(folder / "exam.csv", b"\xef\xbb\xbf" + exam.encode())
    tables.write_csv(
        folder / "absences.csv",
        ("student", "work", "absence"),
        [{"student": "morel", "work": "tp1", "absence": "ABJ"}],
    )
    return folder / "exam.csv", folder / "absences.csv"


def _table(grades, module):
    """The class at a glance."""
    table = Table(title="The sample class", title_justify="left", box=box.SIMPLE, padding=(0, 1, 0, 0))
    for name in ("student", "what was done", "status"):
        table.add_column(name)
    for name in ("tests", "hand", "late", "TP1", "exam", "module"):
        table.add_column(name, justify="right")
    stories = {student.id: student.story for student in CLASS}
    for row in grades:
        final = module[row["student"]]
        scores = [_number(row[name]) for name in ("auto_score", "manual_score")]
        lost = f"−{row['penalty']:g}" if row["penalty"] else ""
        found = [_number(value) for value in (row["mark"], final["exam"], final["mark"])]
        table.add_row(row["student"], stories[row["student"]], row["status"], *scores, lost, *found)
    return table


def _number(value):
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def _say_what_to_open(out, course, folder, small):
    """The paths of what the demo made."""
    for what, path in (
        ("what students receive", folder / "students" / "release"),
        ("marks of TP1", small.build / "grades" / "tp1.csv"),
        ("a feedback page", small.build / "feedback" / "chen" / "tp1.html"),
        ("the module's marks", small.build / "marks.csv"),
    ):
        out.print(f"  {what:22} {path}", soft_wrap=True, highlight=False)
    out.print(f"  {'formgrader':22} cd {folder} && {sys.executable} -m jupyterlab", soft_wrap=True, highlight=False)
