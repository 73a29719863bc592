"""The known mistakes that a marked class made, for the instructor's report and for the corrigé that students read."""

from collections import defaultdict
from dataclasses import dataclass, replace
from importlib import import_module

from course_admin.base.errors import CourseError
from course_admin.plan.outline import outline
from course_admin.records import handins, results

UNWRITTEN = "pas_ecrite"  # no misconception
ENOUGH = 2  # works that share a mistake before the class is told of it, lest somebody be recognised
MOST = 5  # told under one exercise
TITLE = "#### Les erreurs les plus fréquentes de la classe"
WORDS = """\
{title}

Sur les {works} copies corrigées, voici ce qui est revenu le plus souvent, et ce qui aide à en sortir. Si vous vous y
reconnaissez, vous êtes en bonne compagnie : reprenez votre réponse, puis comparez-la à celle de ce corrigé.

{lines}"""


@dataclass(frozen=True)
class Misconception:
    """A known mistake that was met: its id, the sentence that helps, the exercise, and who made it."""

    id: str
    hint: str
    exercise: str
    owners: tuple
    known: bool  # the hint is a sentence of the check, not the message of one submission


def works(assignment, collected):
    """Owner (see `HandIn.work`) → what marking kept of their work, where its tests were run; not their notebook.

    A class's notebooks together are hundreds of megabytes: who needs one reads it (`results.kept_of`).
    """
    found = {}
    for one in collected:
        kept = results.result(assignment, one) if one.status == "submitted" else None
        if kept and kept.was_run:
            found[one.work] = replace(kept, notebook="")
    return found


def met(assignment, works, cells):
    """The `Misconception`s of these works, the commonest first; `cells` is the outline of the TP."""
    tasks = import_module(f"course_utils.checks.{assignment.id}").TASKS
    where = {id: (heading, function) for heading, id, function in cells}
    owners, hints = defaultdict(set), {}
    for owner, work in works.items():
        for verdict in work.verdicts:
            id = verdict.mistake
            if id and id != UNWRITTEN:
                heading, function = where.get(verdict.grade_id, ("", ""))
                hint = _hint(tasks, function, id)
                owners[id, heading].add(owner)
                hints.setdefault((id, heading), (hint or verdict.message, hint is not None))
    found = [
        Misconception(id, hints[id, heading][0], heading, tuple(sorted(who)), hints[id, heading][1])
        for (id, heading), who in owners.items()
    ]
    return sorted(found, key=lambda one: (-len(one.owners), one.id))


def _hint(tasks, function, id):
    """The sentence on a mistake: the task's, or that of another function which the test calls; else None."""
    own = [tasks[function]] if function in tasks else []
    return next((task.hints[id] for task in [*own, *tasks.values()] if id in task.hints), None)


def remarks(assignment):
    """What the corrigé tells of this class: Markdown by grade id, of the cell that it goes below.

    Numbers, never names; a group's work counts once. Nothing where the TP was not collected, or not marked, yet.
    """
    try:
        found = works(assignment, handins.load(assignment))
    except CourseError:
        return {}
    if not found:
        return {}
    cells = outline(assignment)
    last = {heading: id for heading, id, _ in cells}
    by_exercise = defaultdict(list)
    for one in met(assignment, found, cells):
        if one.known and len(one.owners) >= ENOUGH and one.exercise in last:
            by_exercise[one.exercise].append(f"- **{len(one.owners)} copies.** {one.hint}")
    return {
        last[exercise]: WORDS.format(title=TITLE, works=len(found), lines="\n".join(lines[:MOST]))
        for exercise, lines in by_exercise.items()
    }
