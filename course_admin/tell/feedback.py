"""What a student reads of their mark: one self-contained page in French.

The page holds points, the messages of the checks, the marker's comments and the student's own answer; no test's source.
"""

from dataclasses import dataclass, field

from course_admin.base.tables import write_whole
from course_admin.marks import rows as grades
from course_admin.plan.outline import outline
from course_admin.records import gradebook, results
from course_admin.records import handins as handin
from course_admin.tell.pages import environment, french_date, number


@dataclass
class Line:
    """One sentence of an exercise's card; `kind` is passed, failed, waiting or said (by a marker)."""

    kind: str
    text: str
    label: str = ""
    points: str = ""


@dataclass
class Exercise:
    """One card of the page: what stands below one heading of the notebook."""

    title: str
    score: float = 0.0
    max: float = 0.0
    waits: bool = False
    answer: str = ""
    lines: list = field(default_factory=list)

    @property
    def percent(self):
        return round(100 * self.score / self.max) if self.max else 0


def feedback(course, assignment):
    """Write build/feedback/STUDENT/TP.html for everybody in the roster; return student → path."""
    headings = outline(course, assignment)
    rows = {row["student"]: row for row in grades.table(course, assignment)}
    with gradebook.opened(course) as book:
        cells = gradebook.scores(book, assignment)
    pages = {}
    for one in handin.load(course, assignment):
        page = _page(course, assignment, one, rows[one.student], headings, cells.get(one.student, []))
        pages[one.student] = course.build / "feedback" / one.student / f"{assignment.id}.html"
        write_whole(pages[one.student], page.encode())
    return pages


def _page(course, assignment, one, row, headings, cells):
    """The page of one student, as text."""
    work = results.result(course, assignment, one) if one.status == "submitted" else None
    marked = work is not None and "notebook" in work
    return (
        environment()
        .get_template("feedback.html")
        .render(
            row
            | {
                "course": course.title,
                "tp": assignment.id.upper(),
                "title": assignment.title,
                "group": one.group,
                "submitted": french_date(one.submitted_at, course.timezone) if one.submitted_at else "",
                "late": _late(one, assignment, course),
                "sentences": _sentences(row, work, one),
                "exercises": _exercises(headings, work, cells) if marked else [],
            }
        )
    )


def _sentences(row, work, one):
    """What is said below the mark."""
    if row["status"] == "error":
        return ["Votre copie n’a pas encore pu être corrigée : le problème vient de notre côté, pas du vôtre."]
    said = [one.message or (work or {}).get("message", ""), *(work or {}).get("remarks", [])]
    if row["status"] == "missing":
        said.append("Rien n’a été rendu pour ce TP ; une absence justifiée se signale à l’équipe enseignante.")
    if row["status"] == "partial":
        said.append("Une partie du code s’est interrompue ; tout le reste a été exécuté et compté.")
    if row["waits_for"]:
        said.append("Il manque encore la correction des réponses rédigées.")
    return [sentence for sentence in said if sentence]


def _late(one, assignment, course):
    """Where a penalty comes from."""
    rule, days = course.late, -(-one.late_hours // 24)
    deadline = french_date(assignment.deadline_of(one.student, one.group).isoformat(), course.timezone)
    text = f"date limite le {deadline}, {days:g} jour{'s' if days > 1 else ''} entamé{'s' if days > 1 else ''}"
    return f"{text} à {number(rule['points_per_day'])} point par jour, {number(rule['maximum'])} au plus"


# The exercises


def _exercises(headings, work, cells):
    """The cards, in the notebook's order."""
    cells = {cell.grade_id: cell for cell in cells}
    verdicts = {verdict["grade_id"]: verdict for verdict in work["verdicts"]}
    answers = gradebook.answers(work["notebook"])
    cards = {}
    for heading, grade_id, function in headings:
        cell = cells.get(grade_id)
        if cell is None:
            continue
        card = cards.setdefault(heading, Exercise(heading))
        card.score, card.max = card.score + (cell.score or 0.0), card.max + cell.max_score
        if cell.by_hand:
            card.waits = card.waits or cell.score is None
            card.answer = "\n\n".join(filter(None, (card.answer, answers.get(grade_id, ""))))
        card.lines += _lines(cell, verdicts.get(grade_id), function)
    return list(cards.values())


def _lines(cell, verdict, function):
    """What is said of one cell."""
    said = [Line("said", cell.comment)] if cell.comment else []
    if cell.by_hand and cell.score is None:
        return [Line("waiting", "Réponse rédigée, en attente de correction."), *said]
    if cell.by_hand:
        points = f"{number(cell.score)} / {number(cell.max_score)}"
        return [Line("said", "corrigée à la main.", "réponse", points), *said]
    if verdict is None:
        return said
    points = f"{number(cell.score or 0)} / {number(cell.max_score)}"
    text = verdict["message"] or ("test réussi." if verdict["status"] == "passed" else "test non réussi.")
    if cell.score != verdict["points"]:
        text += "\nNote de ce test revue par l’équipe enseignante."
    return [
        Line(
            "passed" if verdict["status"] == "passed" else "failed",
            text,
            function or cell.grade_id.removeprefix("test_"),
            points,
        ),
        *said,
    ]
