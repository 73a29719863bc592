"""An exercise: which function is put which question. A test cell calls it, `exercise_4(mse=mse)`; so it is all data.

The visible and the hidden cells put the same questions, each with its own arguments.
"""

import inspect
import pkgutil
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from course_utils.checks import progress
from course_utils.checks.engine import Attempt, CheckFailed, check_cases, judge
from course_utils.checks.frozen import thaw
from course_utils.checks.task import Task


@dataclass(frozen=True)
class Question:
    """What one keyword of an exercise asks: `law(attempt, *given)`, given its cases first where it has some.

    `beside` names the student's other functions that the law needs; `keyword` is the task's name where it is not told.
    `verified` says in French what a ✔ stands for, where the law does not say it; with `form_only`, its points hang on
    what is hidden, and the visible ✔ earns none.
    """

    task: Task
    law: Callable = check_cases
    cases: tuple | list | None = None  # without their results, which are frozen or computed
    given: tuple = ()
    keyword: str = ""
    beside: tuple[str, ...] = ()
    verified: str = ""
    form_only: bool = False

    @property
    def name(self):
        return self.keyword or self.task.name

    def passed(self, told, points=None):
        """The line of a ✔: the function, its points, what was verified or what the law told."""
        worth = f" ({progress.french_points(points)})" if points and not self.form_only else ""
        told = told or f"✔ {self.task.name}" + f" : {self.verified}." * bool(self.verified)
        return told.replace(f"✔ {self.task.name}", f"✔ {self.task.name}{worth}", 1)


class Exercise:
    """The questions of an exercise, as a function of the student's functions: those that it is given, and no other.

    `number` is the exercise's in the TP (a name for a cell that has none), `text` says in English what it is about.
    `complete` gives cases their results; with `shows=False` no message shows an argument or a result. With a `tp`, what
    it says is kept for `progress.bilan`.
    """

    def __init__(self, number, text, *questions, complete=None, shows=True, tp=None):
        self.number, self.__doc__, self.questions, self.tp = number, text, questions, tp
        self.complete, self.shows, self.completed = complete, shows, {}
        self.__name__ = number if isinstance(number, str) else f"exercise_{number}"
        names = dict.fromkeys(name for question in questions for name in (*question.beside, question.name))
        either = inspect.Parameter.POSITIONAL_OR_KEYWORD
        self.__signature__ = inspect.Signature([inspect.Parameter(name, either, default=None) for name in names])

    def __call__(self, *args, **kwargs):
        """Judge each function. Raises `CheckFailed` for a wrong one, TypeError where none is given or known.

        `None` is not « not given »: a student may have written `mse = None`.
        """
        functions = self.__signature__.bind(*args, **kwargs).arguments
        asked = [question for question in self.questions if question.name in functions]
        if not asked:
            names = ", ".join(question.name for question in self.questions)
            raise TypeError(f"{self.__name__} needs a function to check, by name: {names}")
        for question in asked:
            beside = {name: functions.get(name) for name in question.beside}
            attempt = Attempt(question.task, functions[question.name], self.shows, beside)
            self._judge(attempt, question)

    def _judge(self, attempt, question):
        """Put one question, print its ✔, keep what came of it. Raises `CheckFailed`."""
        cases = () if question.cases is None else (self.cases(question),)
        place = self.tp, self.__name__, question.name
        try:
            told = judge(attempt, question.law, *cases, *question.given)
        except CheckFailed:
            progress.note(*place, False)
            raise
        progress.note(*place, "form" if question.form_only else True)
        print(progress.green(question.passed(told, self.tp and progress.points_of(*place))))

    def cases(self, question):
        """The cases of a question with their results, computed once."""
        if question.name not in self.completed:
            self.completed[question.name] = self.complete(question.task, question.cases)
        return self.completed[question.name]

    def prepare(self):
        """Compute what no submission changes."""
        for question in self.questions:
            if question.cases is not None:
                self.cases(question)


def collected(names):
    """The exercises of the modules so named (`course_utils.checks.tp1.ex*`: ex1_…, ex2_…), in their numbers' order.

    A module has an `EXERCISE`, or several `EXERCISES`, or helps one that has. The names are a text of their own: who
    follows imports, to tell what a verdict depends on, finds them there.
    """
    package, _, start = names.removesuffix("*").rpartition(".")
    present = [name for _, name, _ in pkgutil.iter_modules(sys.modules[package].__path__)]
    numbered = {name: found for name in present if (found := re.fullmatch(start + r"(\d+)_\w+", name))}
    ordered = sorted(numbered, key=lambda name: (int(numbered[name][1]), name))
    modules = [import_module(f"{package}.{name}") for name in ordered]
    alone = [getattr(module, "EXERCISES", None) or [getattr(module, "EXERCISE", None)] for module in modules]
    return [exercise for exercises in alone for exercise in exercises if exercise]


def tasks_of(exercises):
    """Every task, by name."""
    return {question.task.name: question.task for exercise in exercises for question in exercise.questions}


def cases_of(exercises):
    """The cases of every function that computes, without results, by the function's name."""
    questions = (question for exercise in exercises for question in exercise.questions)
    return {question.task.name: question.cases for question in questions if question.cases is not None}


def functions_of(exercises):
    """The functions to write, by the exercise's number."""
    return {
        exercise.number: tuple(dict.fromkeys(question.task.name for question in exercise.questions))
        for exercise in exercises
        if isinstance(exercise.number, int)
    }


def visible(tp, *exercises):
    """The exercises with their frozen results, as students have them."""
    return tuple(
        Exercise(
            exercise.number,
            exercise.__doc__,
            *exercise.questions,
            complete=lambda task, cases: thaw(tp, task.name, cases),
            tp=tp,
        )
        for exercise in exercises
    )


class Latest:
    """What was last made of a student's function: one training serves all the cells that judge it."""

    def __init__(self):
        self.key, self.made = None, None

    def of(self, key, make, again=False):
        """What `make()` gave for this key, made anew where the last one was of another, or `again`."""
        if again or self.key is None or self.key != key:
            self.made = make()
            self.key = key
        return self.made
