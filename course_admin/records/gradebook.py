"""nbgrader's gradebook, the record of every score: formgrader opens it, and what a marker entered there is never lost.

nbgrader's own `autograde` is not run: students' code executes in our sandbox, and this module puts the outcome where
nbgrader would have put it: rows of its database, and executed notebooks below build/autograded. One process writes.
"""

import contextlib
import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime

import nbformat

from course_admin.base import inert
from course_admin.base.errors import CourseError
from course_admin.base.tables import write_whole
from course_admin.records import layout
from course_utils.notebook.cell import grade_id, is_by_hand, is_graded, points, read, text

NO_ANSWER = "Pas de réponse."


@dataclass(frozen=True)
class Cell:
    """The score of one graded cell; `score` is None as long as a marker has to give it."""

    grade_id: str
    score: float | None
    max_score: float
    by_hand: bool
    comment: str = ""


@contextlib.contextmanager
def opened(course):
    """nbgrader's `Gradebook` of the course, closed at the end of the block."""
    from nbgrader.api import Gradebook

    course.records.mkdir(parents=True, exist_ok=True)
    path = layout.gradebook(course)
    if not path.exists():
        _stamp(path)
    with Gradebook(f"sqlite:///{path}", course.title) as book:
        yield book


def _stamp(path):
    """A database that holds the version of its tables alone, which nbgrader would ask of a process of two seconds."""
    from alembic.script import ScriptDirectory
    from nbgrader.dbutil import ALEMBIC_DIR

    with contextlib.closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES (?)", (ScriptDirectory(ALEMBIC_DIR).get_current_head(),))


def declare(assignment):
    """Record the instructor's cells and points, as `nbgrader generate_assignment` does; return them as `Declared`."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.preprocessors import IncludeHeaderFooter, InstantiateTests, SaveCells
    from traitlets.config import PyFileConfigLoader

    course = assignment.course
    config = PyFileConfigLoader("nbgrader_config.py", str(course.sources)).load_config()
    notebook = nbformat.read(course.sources / assignment.path, as_version=4)
    names = {"notebook": assignment.notebook, "assignment": assignment.id}
    with opened(course) as book:
        duedate = assignment.deadline.astimezone(UTC).replace(tzinfo=None)
        book.update_or_create_assignment(assignment.id, duedate=duedate, course_id=course.title)
        resources = {"nbgrader": names | {"db_url": str(book.engine.url)}}
    for step in GenerateAssignment.preprocessors.default_args[0]:
        if step in (IncludeHeaderFooter, InstantiateTests):
            continue
        try:
            notebook, resources = step(config=config).preprocess(notebook, resources)
        except RuntimeError as error:  # SaveCells refuses, as the scores of the old cells would be orphans
            raise CourseError(
                f"{assignment.path}: graded cells were added or removed since {assignment.id} was first graded; "
                f"restore them, or move {layout.gradebook(course)} away and grade again ({error})"
            ) from error
        if step is SaveCells:
            return Declared.of(notebook)
    raise AssertionError("nbgrader's pipeline has no SaveCells")


@dataclass(frozen=True)
class Declared:
    """What the gradebook knows of a TP's notebook: points of the tests and of the answers that are marked by hand."""

    tests: dict[str, float]
    by_hand: dict[str, float]
    blanks: dict[str, str]  # the hand-marked answers as they are released

    @classmethod
    def of(cls, notebook):
        """From the instructor's notebook, solutions cleared."""
        graded = {grade_id(cell): cell for cell in notebook.cells if is_graded(cell)}
        hand = {id: cell for id, cell in graded.items() if is_by_hand(cell)}
        return cls(
            tests={id: points(cell) for id, cell in graded.items() if id not in hand},
            by_hand={id: points(cell) for id, cell in hand.items()},
            blanks={id: cell.source.strip() for id, cell in hand.items()},
        )


def answers(notebook):
    """The text of each hand-marked cell in a notebook (JSON text)."""
    return {grade_id(one): text(one) for one in map(read, json.loads(notebook)["cells"]) if is_by_hand(one)}


def save(book, assignment, declared, student, marked):
    """Record a `Marked` submission for one student; write the notebook for formgrader.

    An answer left as it was released scores 0 by itself. A mark given by hand stays; where what it was given for has
    changed, formgrader lists it for review.
    """
    book.update_or_create_student(student.student, first_name=inert.name(student.name), email=inert.name(student.email))
    submitted = datetime.fromisoformat(student.submitted_at).astimezone(UTC).replace(tzinfo=None)
    with book.db.no_autoflush:  # else SQLAlchemy warns of nbgrader's half-made submission
        submission = book.update_or_create_submission(assignment.id, student.student, timestamp=submitted)
    earned, written = marked.points(), answers(marked.notebook)
    empty = {id for id in declared.by_hand if written.get(id, "") in ("", declared.blanks[id])}
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            by_hand = grade.name in declared.by_hand
            auto = (0.0 if grade.name in empty else None) if by_hand else float(earned.get(grade.name, 0.0))
            changed = grade.name in marked.rewritten if by_hand else auto != grade.auto_score
            unmarked = grade.manual_score is None and auto is None
            grade.needs_manual_grade = unmarked or (
                grade.manual_score is not None and (changed or grade.needs_manual_grade)
            )
            grade.auto_score = auto
        for comment in notebook.comments:
            comment.auto_comment = NO_ANSWER if comment.name in empty else None
    book.db.commit()
    _write(assignment, student, submitted, marked.notebook)


def rename(book, assignment, old, new):
    """Give a student's scores of one assignment to their new identifier, unless this one has some already."""
    from nbgrader.api import MissingEntry

    names = set()
    with contextlib.suppress(MissingEntry):
        names = {one.student.id for one in book.assignment_submissions(assignment.id)}
    if old in names and new not in names:
        submission = book.find_submission(assignment.id, old)
        submission.student = book.update_or_create_student(new)
        book.db.commit()


def set_penalty(book, assignment, student, penalty):
    """Show the late penalty (in the assignment's points) beside the scores in formgrader."""
    for notebook in book.find_submission(assignment.id, student.student).notebooks:
        notebook.late_submission_penalty = penalty
    book.db.commit()


def scores(book, assignment):
    """Every recorded submission of an assignment: student → list of `Cell`, in no order."""
    from nbgrader.api import Assignment, BaseCell, Comment, Grade, SubmittedAssignment, SubmittedNotebook

    mine = SubmittedAssignment.assignment.has(Assignment.name == assignment.id)

    def of_cells(table, *columns):
        """Columns of the whole class at once: nbgrader's objects would ask the database again for each cell."""
        query = book.db.query(SubmittedAssignment.student_id, BaseCell.name, *columns)
        query = query.select_from(SubmittedAssignment).filter(mine)
        query = query.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        return query.join(table, table.notebook_id == SubmittedNotebook.id).join(BaseCell, BaseCell.id == table.cell_id)

    found = {student: [] for (student,) in book.db.query(SubmittedAssignment.student_id).filter(mine)}
    comments = {student: {} for student in found}
    for student, name, comment in of_cells(Comment, Comment.comment):
        comments[student][name] = comment or ""
    given = of_cells(Grade, Grade.cell_type, Grade.auto_score, Grade.manual_score, Grade.score, Grade.max_score)
    for student, name, kind, auto, manual, score, max_score in given:
        by_hand = kind != "code" or name in comments[student]
        score = None if auto is None and manual is None else score
        found[student].append(Cell(name, score, max_score, by_hand, comments[student].pop(name, "")))
    for student, others in comments.items():
        found[student] += [Cell(name, None, 0.0, False, comment) for name, comment in others.items() if comment]
    return found


def maxima(book, assignment):
    """The points of an assignment, as the gradebook has them: (those of its tests, those given by hand)."""
    auto, hand = 0.0, 0.0
    for notebook in book.find_assignment(assignment.id).notebooks:
        written = {cell.name for cell in notebook.solution_cells}
        for cell in notebook.grade_cells:
            if cell.cell_type != "code" or cell.name in written:
                hand += cell.max_score
            else:
                auto += cell.max_score
        hand += sum(cell.max_score for cell in notebook.task_cells)
    return auto, hand


def _write(assignment, student, submitted, notebook):
    """The executed notebook where formgrader looks for it, and the date of the hand-in where nbgrader does."""
    shown = inert.notebook(notebook)
    for step in ("autograded", "submitted"):
        folder = layout.for_formgrader(assignment, step, student.student)
        write_whole(folder / f"{assignment.notebook}.ipynb", shown.encode())
        write_whole(folder / "timestamp.txt", f"{submitted:%Y-%m-%d %H:%M:%S} UTC\n".encode())
