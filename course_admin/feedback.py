"""What a student reads of their mark: one self-contained page in French.

The page holds points, the messages of the checks, the marker's comments and the student's own answer; no test's source.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import jinja2
import nbformat

from course_admin import grade as grades
from course_admin import gradebook, handin
from course_admin.tables import write_whole

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_HEADING = re.compile(r"^#{1,6}\s+(.+)$", re.MULTILINE)
_FUNCTION = re.compile(r"\bexercise_\w+\(\w+=(\w+)\)")


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
    outline = _outline(course, assignment)
    rows = {row["student"]: row for row in grades.table(course, assignment)}
    with gradebook.opened(course) as book:
        cells = gradebook.scores(book, assignment)
    pages = {}
    for one in handin.load(course, assignment):
        page = _page(course, assignment, one, rows[one.student], outline, cells.get(one.student, []))
        pages[one.student] = course.build / "feedback" / one.student / f"{assignment.id}.html"
        write_whole(pages[one.student], page.encode())
    return pages


def _page(course, assignment, one, row, outline, cells):
    """The page of one student, as text."""
    work = grades.result(course, assignment, one) if one.status == "submitted" else None
    marked = work is not None and "notebook" in work
    return (
        _environment()
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
                "exercises": _exercises(outline, work, cells) if marked else [],
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


def _outline(course, assignment):
    """The cells of the source that carry a grade id, in order: (heading above, grade id, function tested)."""
    notebook = nbformat.read(course.sources / assignment.path, as_version=4)
    heading, found = assignment.title, []
    for cell in notebook.cells:
        settings = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "markdown" and not settings.get("grade_id"):
            titles = _HEADING.findall(cell.source)
            heading = re.sub(r"\s*\([^()]*\)\s*$", "", titles[0]) if titles else heading
        if settings.get("grade_id"):
            function = _FUNCTION.search(cell.source)
            found.append((heading, settings["grade_id"], function[1] if function else ""))
    return found


def _exercises(outline, work, cells):
    """The cards, in the notebook's order."""
    cells = {cell.grade_id: cell for cell in cells}
    verdicts = {verdict["grade_id"]: verdict for verdict in work["verdicts"]}
    answers = gradebook.answers(work["notebook"])
    cards = {}
    for heading, grade_id, function in outline:
        cell = cells.get(grade_id)
        if cell is None:
            continue
        card = cards.setdefault(heading, Exercise(heading))
        card.score, card.max = card.score + (cell.score or 0.0), card.max + cell.max_score
        if cell.by_hand:
            card.waits = card.waits or cell.score is None
            card.answer = answers.get(grade_id, "")
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
        Line("passed" if verdict["status"] == "passed" else "failed", text, function or cell.grade_id, points),
        *said,
    ]


# French


def number(value):
    """A number with its decimal comma.

    >>> number(12.5), number(3.0)
    ('12,5', '3')
    """
    return f"{round(value, 2):g}".replace(".", ",")


def french_date(moment, timezone):
    """An ISO 8601 date in words.

    >>> from zoneinfo import ZoneInfo
    >>> french_date("2026-10-18T21:59:00+00:00", ZoneInfo("Europe/Paris"))
    'dimanche 18 octobre 2026 à 23 h 59'
    """
    local = datetime.fromisoformat(moment).astimezone(timezone)
    return f"{DAYS[local.weekday()]} {local.day} {MONTHS[local.month - 1]} {local.year} à {local.hour} h {local:%M}"


def _environment():
    loader = jinja2.FileSystemLoader(Path(__file__).with_name("templates"))
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["number"] = number
    return environment
