"""What a student reads of their mark: one self-contained page in French.

The page holds points, the messages of the checks, the marker's comments and the student's own answer; no test's source.
"""

from datetime import UTC, datetime

from course_admin.base.tables import write_whole
from course_admin.marks import rows as grades
from course_admin.plan.outline import outline
from course_admin.records import gradebook, handins, layout, results
from course_admin.release import student_notebook
from course_admin.release.contents import closed_assignments
from course_admin.tell import cards
from course_admin.tell.cause import cause_of
from course_admin.tell.pages import environment, french_date, number


def write_pages(assignment, now=None):
    """Write build/feedback/STUDENT/TP.html for everybody in the roster; return student → path.

    `now` (an aware datetime, else this moment) says whether the corrigé is released.
    """
    course = assignment.course
    headings = outline(assignment)
    closed = assignment.id in closed_assignments(course, now or datetime.now(UTC))
    released = student_notebook.released(assignment)
    rows = {row.student: row for row in grades.table(assignment)}
    with gradebook.opened(course) as book:
        cells = gradebook.scores(book, assignment)
    pages = {}
    for one in handins.load(assignment):
        work = results.result(assignment, one) if one.status == "submitted" else None
        marked = work is not None and work.was_run
        cause = cause_of(work, released, assignment.id) if marked else None
        told = _cards(headings, assignment, work, cells.get(one.student, []), cause) if marked else []
        page = _page(assignment, one, rows[one.student], work, cause, told, closed)
        pages[one.student] = layout.feedback(assignment, one.student)
        write_whole(pages[one.student], page.encode())
    return pages


def _cards(headings, assignment, work, cells, cause):
    return cards.cards_of(
        headings,
        assignment.id,
        {verdict.grade_id: verdict for verdict in work.verdicts},
        {cell.grade_id: cell for cell in cells},
        gradebook.answers(work.notebook),
        cards.printed(work.notebook),
        cause.tests if cause else frozenset(),
    )


def _page(assignment, one, row, work, cause, told, closed):
    """The page of one student, as text."""
    course = assignment.course
    return (
        environment()
        .get_template("feedback.html")
        .render(
            vars(row)
            | {
                "course": course.title,
                "tp": assignment.id.upper(),
                "title": assignment.title,
                "group": one.group,
                "submitted": french_date(one.submitted_at, course.timezone) if one.submitted_at else "",
                "late": _late(one, assignment),
                "cause": cause.sentences if cause else (),
                "sentences": _sentences(row, work, one, cause),
                "exercises": told,
                "steps": _next_steps(assignment, told, cause, closed, row),
            }
        )
    )


def _sentences(row, work, one, cause):
    """What is said below the mark; not again what the one cause of many failures says."""
    if row.status == "error":
        return ["Votre copie n’a pas encore pu être corrigée : le problème vient de notre côté, pas du vôtre."]
    remarks = work.remarks if work else ()
    remarks = [text for text in remarks if not (cause and "n’est pas défini, et cela" in text)]
    said = [one.message or (work.message if work else ""), *remarks]
    if row.status == "missing":
        said.append("Rien n’a été rendu pour ce TP ; une absence justifiée se signale à l’équipe enseignante.")
    if row.status == "partial":
        said.append("Une partie du code s’est interrompue ; tout le reste a été exécuté et compté.")
    if row.waits_for:
        said.append("Il manque encore la correction des réponses rédigées.")
    return [sentence for sentence in said if sentence]


def _next_steps(assignment, told, cause, closed, row):
    """What to do now: one exercise to take up, where the corrigé is."""
    steps = []
    worst = max(told, key=lambda card: card.lost, default=None)
    if cause:
        steps.append("Mettez d’abord en ordre la cause commune : les autres tests diront alors ce qu’ils ont à dire.")
    elif worst and worst.lost:
        read = f" : relisez {worst.reread[0]}" if worst.reread else ""
        lost = f"{number(worst.lost)} point{'s' * (worst.lost >= 2)} perdu{'s' * (worst.lost >= 2)} aux tests"
        steps.append(f"Reprenez d’abord « {worst.title} » ({lost}){read}, puis corrigez votre fonction et relancez sa "
                     f"cellule de test.")  # fmt: skip
    elif told:
        steps.append("Tous les tests sont réussis : comparez vos façons de faire, et vos phrases, à celles du corrigé.")
    if closed:
        steps.append(f"Le corrigé est dans notebooks/corriges/{assignment.id}.ipynb ; il arrive dans votre dépôt avec "
                     "python -m course_utils.maj.")  # fmt: skip
    elif row.status != "error":
        steps.append("Le corrigé arrivera dans notebooks/corriges quand plus personne ne pourra rendre ce TP.")
    return steps


def _late(one, assignment):
    """Where a penalty comes from."""
    course, days = assignment.course, -(-one.late_hours // 24)
    deadline = french_date(assignment.deadline_of(one.student, one.group).isoformat(), course.timezone)
    text = f"date limite le {deadline}, {days:g} jour{'s' if days > 1 else ''} entamé{'s' if days > 1 else ''}"
    return f"{text} à {number(course.late['points_per_day'])} point par jour, {number(course.late['maximum'])} au plus"
