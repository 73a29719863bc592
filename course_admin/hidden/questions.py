"""The visible questions on hidden arguments: their results, and those of the known mistakes, are the bank's."""

from dataclasses import replace

from course_admin.answers.numbers import completed
from course_utils.checks.exercise import Exercise


def hidden(tp, exercises, cases, laws=None, given=None):
    """The same questions with other cases, laws or what a law is given, by keyword. No message shows an argument."""
    laws, given = laws or {}, given or {}
    return tuple(
        Exercise(
            exercise.number,
            exercise.__doc__,
            *(
                replace(
                    question,
                    cases=cases.get(question.task.name),
                    law=laws.get(question.name, question.law),
                    given=given.get(question.name, ()),
                )
                for question in exercise.questions
            ),
            complete=lambda task, cases: completed(tp, task.name, cases, task.hints),
            shows=False,
        )
        for exercise in exercises
    )


def prepare(exercises):
    """Compute what no submission changes; the marking engine does so once, before the first."""
    for exercise in exercises:
        exercise.prepare()


def hidden_by_exercise(exercises, **laws):
    """The same questions with other laws, of one question an exercise: its name → (law, *what it is given)."""
    return tuple(
        Exercise(
            exercise.number,
            exercise.__doc__,
            *(
                replace(question, law=laws[exercise.__name__][0], given=laws[exercise.__name__][1:])
                for question in exercise.questions
            ),
            shows=False,
        )
        for exercise in exercises
    )
