"""How a check is gone through: one French sentence at the first fault.

An `Attempt` is a student's function at a task: it knows what a message may show, and goes through a case: not written
yet → raised → returned None → argument modified → known mistake → type, shape → not finite → value. Where no number can
be frozen (a random training), a law is stated instead: a function of the attempt, which asks it for the value of a call
and raises its `fault` with a sentence of the task's.

>>> from course_utils.checks.task import Case, Mistake, Task
>>> double = Task("double", ("x",), hints={"carre": "Doubler n’est pas élever au carré."})
>>> cases = [Case((3,), expected=6, mistakes=(Mistake("carre", 9),))]
>>> check(double, lambda x: 2 * x, cases)
✔ double
>>> check(double, lambda x: x * x, cases)  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
    ...
CheckFailed: Doubler n’est pas élever au carré. double(3) renvoie 9 au lieu de 6.
"""

import re
from collections import Counter

from course_utils.checks.comparison import Comparison
from course_utils.checks.errors import error_of
from course_utils.checks.record import call, records_itself
from course_utils.checks.task import special
from course_utils.checks.values import brief, is_overflow, modified, same
from course_utils.environment import wrapped

_failures = Counter()  # by task, in this notebook's kernel: the second failure earns a broader hint


class CheckFailed(AssertionError):
    """A wrong answer. Its text is what the student reads; JupyterLab shows it without a traceback.

    `mistake` is the id of the misconception that was recognised, or None.
    """

    def __init__(self, text, mistake=None):
        super().__init__(text)
        self.mistake = mistake

    def _render_traceback_(self):
        return wrapped(self)


# Errors in how a line is written, whatever its arguments: neither the case nor the exercise's advice helps there.
_OF_WRITING = ("NameError", "UnboundLocalError", "AttributeError", "ImportError", "ModuleNotFoundError", "SyntaxError")
_IN_WRITING = re.compile(r"unexpected keyword|positional argument|not callable|is not fitted|Invalid parameters")
_ON_SHAPES = re.compile(r"shape|index|broadcast|operand|matmul|unpack|\baxis")

REFUSED = object()  # what `Attempt.value` gives for an input that a function may refuse, and does


class Attempt:
    """A student's function at a task. With `shows=False` no message shows an argument, a result or a shape.

    `beside` holds the student's other functions that the question is about, by name.
    """

    def __init__(self, task, function, shows=True, beside=None):
        self.task, self.function, self.shows, self.beside = task, function, shows, beside or {}
        self.comparison = Comparison(task, shows)

    @property
    def is_marked(self):
        """Whether the function is in a sandbox, and each submission judged once."""
        return records_itself(self.function)

    def at(self, task, function):
        """The attempt at another task, of another function of the same student's."""
        return Attempt(task, function, self.shows, self.beside)

    def check(self, case):
        """One case, all its faults but in order. Raises `CheckFailed`."""
        value = self.value(case)
        if value is REFUSED:
            return
        for mistake in case.mistakes:
            if mistake.id not in case.silent_on and same(
                value, mistake.wrong, rtol=self.task.rtol, atol=self.task.atol
            ):
                told = self.comparison.told(value, case.expected)
                raise CheckFailed(f"{self.task.hints[mistake.id]} {self.describe(case)} {told}.", mistake.id)
        fault = self.comparison.difference(value, case.expected)
        known = self.comparison.mistake_in_part(case, value) if fault else None
        if known and known.id not in case.silent_on:
            raise CheckFailed(f"{self.task.hints[known.id]} {self.describe(case)} {fault}.", known.id)
        if fault and isinstance(case.expected, int) and same(value, float(case.expected)):
            raise CheckFailed(f"{self.describe(case)} {fault}.", "compte_flottant")
        if fault:
            raise CheckFailed(f"{self.comparison.cause(case, value)}{self.describe(case)} {fault}.{special(case)}")

    def value(self, case):
        """The value of a call that went well, or REFUSED where the function may. Raises `CheckFailed`."""
        record = self.record(case)
        return REFUSED if record.error else record.value

    def record(self, case):
        """The record of a call that went well: written, returned, arrays left untouched. Raises `CheckFailed`."""
        what = self.describe(case)
        if self.function is None or not (callable(self.function) or records_itself(self.function)):
            raise CheckFailed(
                f"« {self.task.name} » n’est pas une fonction : écrivez-la avec « def {self.task.name}(…) ».",
                "pas_ecrite",
            )
        kwargs = dict(zip(self.task.arguments, case.args, strict=False)) if case.by_name else {}
        record = call(self.function, **kwargs) if case.by_name else call(self.function, *case.args)
        if record.error == "TypeError" and case.by_name and call(self.function, *case.args).error is None:
            raise self._other_names()
        if record.error and case.may_refuse and record.error not in ("NotImplementedError", "NameError"):
            return record
        if record.error:
            raise self.raised(record, what, case)
        if record.value is None:
            text = (
                f"{what} ne renvoie rien (None) : il manque un « return », ou ce qui le suit vaut None, comme ce que "
                "renvoient append, sort, shuffle ou compile."
            )
            raise CheckFailed(text, "sans_return")
        if case.quiet and any(is_overflow(*warning) for warning in record.warnings):
            raise CheckFailed(
                f"{what} dépasse la capacité des flottants en chemin (avertissement de numpy).{special(case)} "
                "Quelle exponentielle devient trop grande, et quelle écriture équivalente n’en a pas besoin ?",
                "debordement",
            )
        left = [record.kwargs[name] for name in kwargs] if case.by_name else record.args
        for name, before, after in zip(self.task.arguments, case.args, left, strict=False):
            if modified(before, after):
                raise CheckFailed(
                    f"{what} modifie son argument {name} : qui appelle la fonction ne retrouve plus son tableau. "
                    "Calculez dans un nouveau tableau, ou sur une copie.",
                    "argument_modifie",
                )
        return record

    def raised(self, record, what, case=None):
        """The `CheckFailed` for a call that raised. What a hidden test says holds nothing of the exception's text."""
        name, message = self.task.name, record.message if self.shows else ""
        if record.error == "NotImplementedError" and record.message in ("", name):
            text = f"« {name} » n’est pas encore écrite : remplacez « raise NotImplementedError » par votre réponse."
            return CheckFailed(text, "pas_ecrite")
        if record.error == "NotImplementedError" and record.message.isidentifier():
            other = f"« {message} »" if message else "une autre fonction"
            return CheckFailed(f"« {name} » appelle {other}, qui n’est pas encore écrite.", "pas_ecrite")
        if record.error == "NameError" and f"'{name}'" in record.message:
            text = f"« {name} » n’existe pas : exécutez la cellule qui la définit, et gardez son nom."
            return CheckFailed(text, "pas_ecrite")
        if record.error == "TypeError" and "argument" in record.message and f"{name}(" in record.message:
            return self._other_names()
        where = f" à la ligne « {record.where} »" if self.shows and record.where else ""
        said = f"{what} s’arrête{where} sur {error_of(record, self.shows)}"
        said += "" if said.endswith("?") else "."
        if record.error in _OF_WRITING or _IN_WRITING.search(record.message):
            return CheckFailed(said, "ecriture")
        shapes = f" Rappel : {self.task.shapes}." if self.task.shapes and _ON_SHAPES.search(record.message) else ""
        return CheckFailed(f"{said}{shapes}{special(case)}")

    def _other_names(self):
        """The failure of a function that cannot be called by its arguments' names, which are part of the statement."""
        call = f"{self.task.name}({', '.join(self.task.arguments)})"
        text = (
            f"« {self.task.name} » doit pouvoir être appelée ainsi : {call}, avec ces noms d’arguments, qui font "
            "partie de l’énoncé. Une fonction qui vient d’ailleurs s’appelle dans la vôtre."
        )
        return CheckFailed(text, "noms_d_arguments")

    def describe(self, case):
        """The call, as the student could type it; only its name where the arguments are hidden."""
        if not self.shows:
            return f"{self.task.name} (sur des arguments que vous n’avez pas vus)"
        args = [f"{name}={brief(arg)}" for name, arg in zip(self.task.arguments, case.args, strict=False)]
        if len(args) == 1 and not case.by_name:
            args = [brief(case.args[0])]
        return f"{self.task.name}({', '.join(args)})"

    def fault(self, text, mistake=None, says=""):
        """The failure of a law: what is wrong, the task's sentence on the mistake, what made the call special."""
        hint = f" {self.task.hints[mistake]}" if mistake in self.task.hints else ""
        return CheckFailed(f"{text}.{hint}" + f" Attention : {says}." * bool(says), mistake)


def check_cases(attempt, cases):
    """The law of a function that computes: each case. Raises `CheckFailed`."""
    for case in cases:
        attempt.check(case)


def judge(attempt, law, *given):
    """Hold an attempt to a law; what it told, or `CheckFailed`, which says more from the second time.

    A law may return a line that says what was checked and the score beside its threshold.
    """
    task = attempt.task
    try:
        told = law(attempt, *given)
    except CheckFailed as failure:
        counts = not (attempt.is_marked or failure.mistake in ("pas_ecrite", "ecriture"))
        _failures[task.name] += counts
        if not counts or _failures[task.name] < 2 or not (task.broader or task.reread):
            raise
        reread = f"À relire : {task.reread}." if task.reread else ""
        example = task.example if _failures[task.name] > 2 else ""
        raise CheckFailed(
            " ".join(filter(None, (str(failure), task.broader, example, reread))), failure.mistake
        ) from None
    _failures.pop(task.name, None)
    return told


def check(task, function, cases, shows=True):
    """Check `function` on each case; print one line, or raise `CheckFailed` at the first fault."""
    print(judge(Attempt(task, function, shows), check_cases, cases) or f"✔ {task.name}")
