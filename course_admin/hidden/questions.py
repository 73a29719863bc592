"""The visible questions on hidden arguments: their results, and those of the known mistakes, are the bank's."""

from dataclasses import replace

from course_admin.answers.numbers import completed
from course_utils.checks.exercise import Exercise


def hidden(tp, exercises, cases, laws=None, given=None):
    """The same questions with other cases, laws or what a law is given. No message shows an argument.

    They are told by the exercise's number where it puts one question, else by the function (cases) or the keyword.
    """
    laws, given = laws or {}, given or {}
    return tuple(
        Exercise(
            exercise.number,
            exercise.__doc__,
            *(
                replace(
                    question,
                    cases=_told(cases, exercise, question.task.name),
                    law=_told(laws, exercise, question.name) or question.law,
                    given=_told(given, exercise, question.name) or (),
                )
                for question in exercise.questions
            ),
            complete=lambda task, cases: completed(tp, task.name, cases, task.hints),
            shows=False,
        )
        for exercise in exercises
    )


def _told(table, exercise, name):
    """What a table has for a question, by the exercise's number where it is its only one; None for nothing."""
    return table.get(exercise.number if len(exercise.questions) == 1 else name)


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
