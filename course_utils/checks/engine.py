"""How a check is written (tasks and cases, as data) and how it is gone through: one French sentence at the first fault.

A `Task` is a function that a student writes; a `Case` is a call of it, with the result that is right and the results
that classic mistakes give. An `Attempt` is a student's function at a task: it knows what a message may show, and goes
through a case: not written yet → raised → returned None → argument modified → known mistake → type, shape → not finite
→ value. Where no number can be frozen (a random training), a law is stated instead: a function of the attempt, which
asks it for the value of a call and raises its `fault` with a sentence of the task's.

>>> double = Task("double", ("x",), hints={"carre": "Doubler n’est pas élever au carré."})
>>> cases = [Case((3,), expected=6, mistakes=(Mistake("carre", 9),))]
>>> check(double, lambda x: 2 * x, cases)
✔ double
>>> check(double, lambda x: x * x, cases)  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
    ...
CheckFailed: Doubler n’est pas élever au carré. double(3) renvoie 9 au lieu de 6.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from course_utils.checks.causes import cause, cause_of_list
from course_utils.checks.errors import french, in_short
from course_utils.checks.record import Opaque, call, records_itself
from course_utils.checks.values import (
    brief,
    contrast,
    fault_of_form,
    is_overflow,
    kind,
    modified,
    numbers,
    same,
    sequence,
    show,
)
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


@dataclass(frozen=True)
class Mistake:
    """What a classic wrong formula gives on a case's arguments; the task has the sentence that helps, under this id."""

    id: str
    wrong: object


@dataclass(frozen=True)
class Task:
    """A function that a student writes: the names of its arguments and of its results, and the sentences that help.

    `hints` has a sentence a mistake; `broader` is said from the second failure on, with what to `reread`.
    """

    name: str
    arguments: tuple[str, ...]
    results: tuple[str, ...] = ()  # where it returns several
    hints: dict[str, str] = field(default_factory=dict)
    broader: str = ""
    example: str = ""  # worked by hand on numbers of its own, never the formula: said from the third failure on
    reread: str = ""
    rtol: float = 1e-6
    atol: float = 1e-8
    single_precision: bool = False  # float32, as Keras gives, is right too
    from_the_output: bool = False  # of results that are lists, the last layer is looked at first


@dataclass(frozen=True)
class Case:
    """One call and its result: an int is a count, a float or array numbers of its shape, a tuple or list such parts."""

    args: tuple
    says: str = ""  # French: what makes this call special, said when the value or the shape is wrong
    expected: object = None
    mistakes: tuple[Mistake, ...] = ()
    by_name: bool = False  # call with keyword arguments
    quiet: bool = False  # a warning of overflow is a fault
    silent_on: tuple[str, ...] = ()  # mistakes that look like another one here, and are not told
    may_refuse: bool = False  # a function written for float arrays may raise here; it may not answer wrong numbers


REFUSED = object()  # what `Attempt.value` gives for an input that a function may refuse, and does


class Attempt:
    """A student's function at a task. With `shows=False` no message shows an argument, a result or a shape.

    `beside` holds the student's other functions that the question is about, by name.
    """

    def __init__(self, task, function, shows=True, beside=None):
        self.task, self.function, self.shows, self.beside = task, function, shows, beside or {}

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
                told = self._told(value, case.expected)
                raise CheckFailed(f"{self.task.hints[mistake.id]} {self.describe(case)} {told}.", mistake.id)
        fault = self.difference(value, case.expected)
        if fault and isinstance(case.expected, int) and same(value, float(case.expected)):
            raise CheckFailed(f"{self.describe(case)} {fault}.", "compte_flottant")
        if fault:
            raise CheckFailed(f"{self._cause(case, value)}{self.describe(case)} {fault}.{special(case)}")

    def _cause(self, case, value):
        """What a wrong value tells by itself, as a sentence to begin with; nothing where numbers may not be shown."""
        if not self.shows:
            return ""
        first = case.args[0] if case.args else None
        samples = len(first) if isinstance(first, np.ndarray) and first.ndim else None
        apart, right = self._first_apart(value, case.expected)
        told = cause_of_list(apart, right) if isinstance(right, (list, tuple)) else cause(apart, right, samples)
        return f"{told} " if told else ""

    def _first_apart(self, value, expected):
        """The first parts that differ of a value and of what is expected, as deep as the parts go."""
        parts = sequence(value)
        if not isinstance(expected, (list, tuple)) or parts is None or len(parts) != len(expected):
            return value, expected
        for part, right in self._in_order(parts, expected):
            if not same(part, right, self.task.rtol, self.task.atol):
                return self._first_apart(part, right)
        return value, expected

    def _in_order(self, *lists):
        """Parts side by side: those of the layers from the output back, where the task goes that way."""
        pairs = list(zip(*lists, strict=True))
        from_the_end = self.task.from_the_output and not isinstance(lists[-1], tuple)
        return pairs[::-1] if from_the_end else pairs

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
        text = french(record.error, message) or (in_short(record.error, message) if self.shows else "")
        where = f" à la ligne « {record.where} »" if self.shows and record.where else ""
        said = f"{what} s’arrête{where} sur une erreur {record.error}{' : ' + text if text else ''}"
        return CheckFailed(f"{said}{'' if said.endswith('?') else '.'}{special(case)}")

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

    def difference(self, value, expected):
        """What is wrong with a value, as the end of a French sentence; None if it is right."""
        if isinstance(expected, (list, tuple)):
            return self._difference_of_parts(value, expected)
        if isinstance(expected, int):
            return self._difference_of_counts(value, expected)
        return self._difference_of_numbers(value, expected)

    def _difference_of_parts(self, value, expected):
        """`difference` for a result of several parts: `(dw, db)`, or `(zs, activations)`, of an array a layer each."""
        parts, labels = sequence(value), self.task.results
        wanted = f"({', '.join(labels)})" if labels else "une liste"
        if parts is None:
            return f"renvoie {kind(value)}, attendu {wanted}"
        if len(parts) != len(expected) and isinstance(value, np.ndarray) and labels:
            return f"renvoie un seul tableau, attendu {wanted} : plusieurs résultats, séparés par une virgule"
        if len(parts) != len(expected):
            counts = f"{len(parts)} élément{'s' * (len(parts) > 1)} au lieu de {len(expected)}"
            return f"renvoie {counts if self.shows else 'un nombre d’éléments qui n’est pas le bon'}, attendu {wanted}"
        for index, (part, right) in enumerate(zip(parts, expected, strict=True)):
            label = labels[index] if labels else f"l’élément {index}"
            if isinstance(right, (list, tuple)):
                fault = self._difference_of_list(part, right, label)
            else:
                fault = self._difference_of_numbers(part, right, label)
            if fault:
                return fault
        return None

    def _difference_of_list(self, value, expected, label):
        """`difference` for a list of arrays, one a layer."""
        parts = sequence(value)
        if parts is None:
            return f"renvoie pour {label} {kind(value)}, attendu une liste de tableaux"
        if len(parts) != len(expected):
            counts = f"{len(parts)} tableau{'x' * (len(parts) > 1)} au lieu de {len(expected)}"
            return f"renvoie pour {label} {counts if self.shows else 'une liste qui n’a pas la bonne longueur'}"
        for index, part, right in self._in_order(range(len(parts)), parts, list(expected)):
            fault = self._difference_of_numbers(part, right, f"{label}[{index}]")
            if fault:
                return fault
        return None

    def _difference_of_counts(self, value, expected):
        """`difference` for a count: an integer of any integer type, not a float."""
        array = value if isinstance(value, np.ndarray) else np.asarray(value)
        if isinstance(value, (list, tuple, dict, str, Opaque)) or array.shape or array.dtype.kind not in "iuf":
            return f"renvoie {kind(value)}, attendu un entier"
        if array.dtype.kind == "f":
            return f"renvoie {show(value) + ', ' if self.shows else ''}un flottant : ce qui se compte est un entier"
        if int(array) != expected:
            return self._told(value, expected)
        return None

    def _difference_of_numbers(self, value, expected, label=""):
        """`difference` for a number or an array of numbers, called `label` in the sentence."""
        fault = self.form(value, np.shape(expected), label)
        if fault or np.allclose(numbers(value), expected, rtol=self.task.rtol, atol=self.task.atol):
            return fault
        return self._told(value, expected, f"pour {label} " if label else "")

    def form(self, value, shape, label=""):
        """What is wrong with a value that should be finite numbers of that shape, as the end of a French sentence."""
        return fault_of_form(value, shape, label, self.shows, self.task.single_precision)

    def _told(self, value, expected, of=""):
        """What came and what was expected, in numbers where they may be shown."""
        if not self.shows:
            return f"ne renvoie pas {of}la valeur attendue"
        parts = sequence(value)
        if isinstance(expected, (list, tuple)) and parts is not None and len(parts) == len(expected):
            labels = self.task.results if not of else [f"{of[5:-1]}[{place}]" for place in range(len(parts))]
            named = labels or [str(place) for place in range(len(parts))]
            for label, part, right in self._in_order(named, parts, expected):
                if not same(part, right, self.task.rtol, self.task.atol):
                    return self._told(part, right, f"pour {label} ")
        return f"renvoie {of}{contrast(value, expected)}"


def special(case):
    """What makes a case special, as a sentence of its own."""
    return f" Attention : {case.says}." if case and case.says else ""


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
        counts = not (attempt.is_marked or failure.mistake == "pas_ecrite")
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
