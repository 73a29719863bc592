"""The grades of a TP: a row for every student of the roster, from the hand-ins, what marking kept and the gradebook."""

import math
from dataclasses import dataclass, replace
from fractions import Fraction

from course_admin.base import tables
from course_admin.base.errors import CourseError
from course_admin.marks.arithmetic import exact, round_half_up
from course_admin.records import gradebook, handins, layout, results

TO_CHECK = "À vérifier : "  # how a remark begins that an instructor should look at
COLUMNS = (
    "student", "commit", "submitted_at", "late_hours", "status", "auto_score", "auto_max",
    "manual_score", "manual_max", "penalty", "mark", "message",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What one student has of one TP: the cells of `COLUMNS`, and what is told of them."""

    student: str
    name: str
    commit: str
    submitted_at: str
    late_hours: float
    status: str  # graded, partial, unreadable, error (our fault), missing, unreachable
    auto_max: float
    manual_max: float
    auto_score: float | None = None
    manual_score: float | None = None
    penalty: float = 0.0  # out of 20
    mark: float | None = None  # out of 20, None while it waits
    waits_for: str = ""  # English, for the instructor
    sentences: tuple[str, ...] = ()  # French

    @property
    def message(self):
        return " ".join(self.sentences)

    @property
    def was_marked(self):
        """Whether the work could be read and its tests were run."""
        return self.status in ("graded", "partial")


def write(assignment):
    """Write build/grades/TP.csv from the gradebook as it is now; return its rows."""
    rows = table(assignment)
    cells = [vars(row) | {"message": row.message} for row in rows]
    tables.write_csv(layout.grades(assignment), COLUMNS, cells)
    return rows


def table(assignment):
    """One `Row` for each student, from the gradebook as it is now.

    Raises CourseError where the assignment has not been graded.
    """
    collected = handins.load(assignment)
    if not layout.results(assignment).is_dir():
        raise CourseError(f"not graded yet; run `course grade {assignment.id}`")
    with gradebook.opened(assignment.course) as book:
        scores = gradebook.scores(book, assignment)
        maxima = gradebook.maxima(book, assignment)
    return [_row(assignment, one, scores.get(one.student, []), maxima) for one in collected]


def penalty(late_hours, late):
    """Points out of 20 lost to lateness: so many for each day begun after the deadline, none within the grace.

    >>> late = {"grace_minutes": 15, "points_per_day": 1.0, "maximum": 5.0}
    >>> [penalty(hours, late) for hours in (0.25, 0.26, 24, 24.1, 1000)]
    [0.0, 1.0, 1.0, 2.0, 5.0]
    """
    if late_hours * 60 <= late["grace_minutes"]:
        return 0.0
    return float(min(math.ceil(late_hours / 24) * late["points_per_day"], late["maximum"]))


def _row(assignment, one, cells, maxima):
    """One student's row."""
    work = results.result(assignment, one) if one.status == "submitted" else None
    status = one.status if one.status != "submitted" else work.status if work else "error"
    row = Row(one.student, one.name, one.commit, one.submitted_at, round(one.late_hours, 2), status, *maxima)
    if status in ("missing", "unreachable", "unreadable"):
        row = replace(row, auto_score=0.0, manual_score=0.0, mark=0.0)
    elif status == "error":
        row = replace(row, waits_for="its marking; run `course grade` again, or see its log")
    elif not cells:
        row = replace(row, waits_for="its scores, which are not in the gradebook; run `course grade` again")
    else:
        row = replace(row, **_scores(cells, maxima, penalty(one.late_hours, assignment.course.late)))
    return replace(row, sentences=tuple(_sentences(assignment, one, work, row)))


def _scores(cells, maxima, lost):
    """The scores of a marked submission, and its mark once every answer has its score."""
    auto = sum(exact(cell.score) for cell in cells if not cell.by_hand and cell.score is not None)
    hand = [cell for cell in cells if cell.by_hand]
    waiting = [cell.grade_id for cell in hand if cell.score is None]
    found = {"auto_score": float(auto), "penalty": lost}
    if waiting:
        return found | {"waits_for": f"the hand-marked {', '.join(waiting)}"}
    manual = sum(exact(cell.score) for cell in hand)
    mark = max(Fraction(0), (auto + manual) * 20 / exact(sum(maxima)) - exact(lost))
    return found | {"manual_score": float(manual), "mark": float(round_half_up(mark, "0.01"))}


def _sentences(assignment, one, work, row):
    """The sentences of a row, in French."""
    if row.status == "error":
        if work is None:
            return ["Copie pas encore corrigée."]
        return [
            f"Erreur de notre côté, la copie sera corrigée de nouveau (journal : logs/{assignment.id}/{one.work}.log)."
        ]
    said = [one.message or (work.message if work else "")]
    if row.penalty:
        said.append(f"Rendu avec {one.late_hours:.1f} h de retard : −{row.penalty:g} point(s).".replace(".", ",", 1))
    if row.status == "partial":
        broken = [verdict.exercise for verdict in work.verdicts if verdict.status in ("died", "timeout")]
        said.append(f"Interrompu : {', '.join(broken) or 'une cellule sans points'} ; le reste a compté.")
    said += work.remarks if work else ()
    if row.waits_for:
        said.append("En attente de la correction à la main.")
    return [sentence for sentence in [*said, *one.flags] if sentence]
