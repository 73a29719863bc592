"""How a check is written (tasks and cases, as data) and how it is gone through: one French sentence at the first fault.

A `Task` is a function that a student writes; a `Case` is a call of it, with the result that is right and the results
that classic mistakes give. `check(task, function, cases)` goes through, for each case: not written yet → raised →
returned None → argument modified → known mistake → type, shape → not finite → value. Where no number can be frozen
(a random training), a check states laws instead: it asks `result(task, function, case)` for the value of a call and
raises `CheckFailed` with its own sentence, inside `judging(task, function)`.

>>> double = Task("double", ("x",), hints={"carre": "Doubler n’est pas élever au carré."})
>>> cases = [Case((3,), expected=6, mistakes=(Mistake("carre", 9),))]
>>> check(double, lambda x: 2 * x, cases)
✔ double
>>> check(double, lambda x: x * x, cases)  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
    ...
CheckFailed: double(3) renvoie 9 au lieu de 6. Doubler n’est pas élever au carré.
"""

import contextlib
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from course_utils.checks.record import Built, Opaque, call
from course_utils.environment import wrapped

# Warnings of numpy that tell of a number that left the floats' range.
OVERFLOW = ("overflow", "invalid value", "divide by zero")
# An array argument may not be left changed by more than this.
UNTOUCHED = 1e-12

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

    `hints` has a sentence a mistake, `broader` is said from the second failure on, with what to `reread`.
    """

    name: str
    arguments: tuple[str, ...]
    results: tuple[str, ...] = ()  # where it returns several
    hints: dict[str, str] = field(default_factory=dict)
    broader: str = ""
    reread: str = ""
    rtol: float = 1e-6
    atol: float = 1e-8
    single_precision: bool = False  # float32, as Keras gives, is right too


@dataclass(frozen=True)
class Case:
    """One call and its result: an int is a count, a float or array numbers of its shape, a tuple or list such parts."""

    args: tuple
    says: str = ""  # French: what makes this call special, said when the value or the shape is wrong
    expected: object = None
    mistakes: tuple[Mistake, ...] = ()
    by_name: bool = False  # call with keyword arguments
    quiet: bool = False  # a warning of overflow is a fault
    may_refuse: bool = False  # a function written for float arrays may raise here; it may not answer wrong numbers


NOT_ASKED = object()
REFUSED = object()  # what `result` gives for an input that a function may refuse, and does


def asked(**functions):
    """The functions that an exercise was asked to check, by name. Raises TypeError if there is none.

    `None` is not « not asked »: a student may have written `mse = None`.
    """
    functions = {name: function for name, function in functions.items() if function is not NOT_ASKED}
    if not functions:
        raise TypeError("this check needs a function to check, for example exercise_1(sigmoid=sigmoid)")
    return functions


def check(task, function, cases, reveal=True):
    """Check `function` on each case; print one line, or raise `CheckFailed` at the first fault.

    With `reveal=False` no message shows an argument, a result or a shape: what hidden tests do.
    """
    with judging(task, function):
        for case in cases:
            check_case(task, function, case, reveal)


@contextlib.contextmanager
def judging(task, function):
    """Within this block a wrong answer to the task is counted, and from the second one on the failure says more."""
    try:
        yield
    except CheckFailed as failure:
        remote = hasattr(function, "record")  # marking: each submission is judged once
        unwritten = failure.mistake == "pas_ecrite"
        _failures[task.name] += not (remote or unwritten)
        if remote or unwritten or _failures[task.name] < 2 or not (task.broader or task.reread):
            raise
        reread = f"À relire : {task.reread}." if task.reread else ""
        raise CheckFailed(" ".join(filter(None, (str(failure), task.broader, reread))), failure.mistake) from None
    _failures.pop(task.name, None)
    print(f"✔ {task.name}")


def check_case(task, function, case, reveal=True):
    """One case, all its faults but in order. Raises `CheckFailed`."""
    value = result(task, function, case, reveal)
    if value is REFUSED:
        return
    for mistake in case.mistakes:
        if same(value, mistake.wrong, rtol=task.rtol, atol=task.atol):
            told = _told(value, case.expected, reveal)
            raise CheckFailed(f"{describe(task, case, reveal)} {told}. {task.hints[mistake.id]}", mistake.id)
    fault = difference(value, case.expected, task, reveal)
    if fault and isinstance(case.expected, int) and same(value, float(case.expected)):
        raise CheckFailed(f"{describe(task, case, reveal)} {fault}.", "compte_flottant")
    if fault:
        raise CheckFailed(f"{describe(task, case, reveal)} {fault}.{_special(case)}")


def result(task, function, case, reveal=True):
    """The value of a call that went well, or REFUSED where the function may. Raises `CheckFailed`."""
    record = good_record(task, function, case, reveal)
    return REFUSED if record.error else record.value


def good_record(task, function, case, reveal=True):
    """The record of a call that went well: written, returned, array arguments left untouched. Raises `CheckFailed`."""
    what = describe(task, case, reveal)
    if function is None or not (callable(function) or hasattr(function, "record")):
        raise CheckFailed(
            f"« {task.name} » n’est pas une fonction : écrivez-la avec « def {task.name}(…) ».", "pas_ecrite"
        )
    kwargs = dict(zip(task.arguments, case.args, strict=False)) if case.by_name else {}
    record = call(function, **kwargs) if case.by_name else call(function, *case.args)
    if record.error and case.may_refuse and record.error not in ("NotImplementedError", "NameError"):
        return record
    if record.error:
        raise raised(task, record, what, case, reveal)
    if record.value is None:
        raise CheckFailed(f"{what} ne renvoie rien (None) : il manque sans doute un « return ».", "sans_return")
    if case.quiet and any(is_overflow(*warning) for warning in record.warnings):
        raise CheckFailed(
            f"{what} dépasse la capacité des flottants en chemin (avertissement de numpy).{_special(case)} "
            "Quelle exponentielle devient trop grande, et quelle écriture équivalente n’en a pas besoin ?",
            "debordement",
        )
    left = [record.kwargs[name] for name in kwargs] if case.by_name else record.args
    for name, before, after in zip(task.arguments, case.args, left, strict=False):
        if modified(before, after):
            raise CheckFailed(
                f"{what} modifie son argument {name} : qui appelle la fonction ne retrouve plus son tableau. "
                "Calculez dans un nouveau tableau, ou sur une copie.",
                "argument_modifie",
            )
    return record


def raised(task, record, what, case, reveal):
    """The `CheckFailed` for a call that raised."""
    if record.error == "NotImplementedError":
        text = f"« {task.name} » n’est pas encore écrite : remplacez « raise NotImplementedError » par votre réponse."
        return CheckFailed(text, "pas_ecrite")
    if record.error == "NameError" and f"'{task.name}'" in record.message:
        text = f"« {task.name} » n’existe pas : exécutez la cellule qui la définit, et gardez son nom."
        return CheckFailed(text, "pas_ecrite")
    if record.error == "TypeError" and "argument" in record.message and f"{task.name}(" in record.message:
        wanted = ", ".join(task.arguments)
        return CheckFailed(
            f"« {task.name} » doit pouvoir être appelée ainsi : {task.name}({wanted}), avec ces noms d’arguments."
        )
    # A hidden argument could be smuggled out in the exception's text.
    text = f" : « {record.message} »" if reveal and record.message else ""
    return CheckFailed(f"{what} s’arrête sur une erreur {record.error}{text}.{_special(case)}")


def is_overflow(category, text):
    """Whether a warning tells of an overflow, and not, say, of a deprecation."""
    return category == "RuntimeWarning" and any(word in text for word in OVERFLOW)


def modified(before, after):
    """Whether an array, or one inside a list, was left changed by more than `UNTOUCHED`."""
    if isinstance(before, np.ndarray):
        after = np.asarray(after)
        return before.shape != after.shape or not np.allclose(before, after, rtol=0, atol=UNTOUCHED, equal_nan=True)
    if isinstance(before, (list, tuple)) and any(isinstance(item, np.ndarray) for item in before):
        return len(before) != len(after) or any(map(modified, before, after))
    return False


def same(value, expected, rtol=1e-6, atol=1e-8):
    """Whether a value has the shape and the numbers of another (nan equal to nan); a list may stand for a tuple."""
    if isinstance(expected, (list, tuple)):
        parts = sequence(value)
        return (
            parts is not None
            and len(parts) == len(expected)
            and all(same(part, right, rtol, atol) for part, right in zip(parts, expected, strict=True))
        )
    array, wanted = numbers(value), numbers(expected)
    if array is None or wanted is None or array.shape != wanted.shape:
        return False
    return bool(np.allclose(array, wanted, rtol=rtol, atol=atol, equal_nan=True))


def difference(value, expected, task, reveal=True):
    """What is wrong with a value, as the end of a French sentence; None if it is right."""
    if isinstance(expected, (list, tuple)):
        return _difference_of_parts(value, expected, task, task.results, reveal)
    if isinstance(expected, int):
        return _difference_of_counts(value, expected, reveal)
    return difference_of_numbers(value, expected, task, "", reveal)


def _difference_of_parts(value, expected, task, labels, reveal):
    """`difference` for a result of several parts: `(dw, db)`, or `(zs, activations)` of as many arrays as layers."""
    parts = sequence(value)
    wanted = f"({', '.join(labels)})" if labels else "une liste"
    if parts is None:
        return f"renvoie {kind(value)}, attendu {wanted}"
    if len(parts) != len(expected):
        counts = f"{len(parts)} élément{'s' * (len(parts) > 1)} au lieu de {len(expected)}"
        return f"renvoie {counts if reveal else 'un nombre d’éléments qui n’est pas le bon'}, attendu {wanted}"
    for index, (part, right) in enumerate(zip(parts, expected, strict=True)):
        label = labels[index] if labels else f"l’élément {index}"
        if isinstance(right, (list, tuple)):
            fault = _difference_of_list(part, right, task, label, reveal)
        else:
            fault = difference_of_numbers(part, right, task, label, reveal)
        if fault:
            return fault
    return None


def _difference_of_list(value, expected, task, label, reveal):
    """`difference` for a list of arrays, one a layer."""
    parts = sequence(value)
    if parts is None:
        return f"renvoie pour {label} {kind(value)}, attendu une liste de tableaux"
    if len(parts) != len(expected):
        counts = f"{len(parts)} tableau{'x' * (len(parts) > 1)} au lieu de {len(expected)}"
        return f"renvoie pour {label} {counts if reveal else 'une liste qui n’a pas la bonne longueur'}"
    for index, (part, right) in enumerate(zip(parts, expected, strict=True)):
        fault = difference_of_numbers(part, right, task, f"{label}[{index}]", reveal)
        if fault:
            return fault
    return None


def _difference_of_counts(value, expected, reveal):
    """`difference` for a count: an integer of any integer type, not a float."""
    array = value if isinstance(value, np.ndarray) else np.asarray(value)
    if isinstance(value, (list, tuple, dict, str, Opaque)) or array.shape or array.dtype.kind not in "iuf":
        return f"renvoie {kind(value)}, attendu un entier"
    if array.dtype.kind == "f":
        return f"renvoie {show(value) + ', ' if reveal else ''}un flottant : ce qui se compte est un entier"
    if int(array) != expected:
        return _told(value, expected, reveal)
    return None


def difference_of_numbers(value, expected, task, label="", reveal=True):
    """`difference` for a number or an array of numbers, called `label` in the sentence."""
    fault = difference_of_form(value, np.shape(expected), label, reveal, task.single_precision)
    if fault or np.allclose(numbers(value), expected, rtol=task.rtol, atol=task.atol):
        return fault
    return _told(value, expected, reveal, f"pour {label} " if label else "")


def difference_of_form(value, shape, label="", reveal=True, single_precision=False):
    """What is wrong with a value that should be finite numbers (integers, float64 or also float32) of that shape."""
    array, of = numbers(value), f"pour {label} " if label else ""
    if array is None:
        return f"renvoie {of}{kind(value)}, attendu {'un tableau de nombres' if shape else 'un nombre'}"
    if array.shape != shape:
        shapes = f"la forme {array.shape} au lieu de {shape}" if reveal else "une forme qui n’est pas celle attendue"
        return f"renvoie {of}{shapes}{_broadcast(array.shape, shape)}"
    if not np.isfinite(array).all():
        return f"renvoie {of}des valeurs qui ne sont pas des nombres finis (nan ou inf)"
    if array.dtype == np.float16 or (array.dtype == np.float32 and not single_precision):
        return f"renvoie {of}des flottants de {8 * array.itemsize} bits ({array.dtype}), attendu float64"
    return None


def _told(value, expected, reveal, of=""):
    """What came and what was expected, in numbers where they may be shown."""
    if not reveal:
        return f"ne renvoie pas {of}la valeur attendue"
    return f"renvoie {of}{show(value)} au lieu de {show(expected)}"


def _broadcast(shape, wanted):
    """The classic cause of a wrong shape: a column and a flat vector subtracted from each other."""
    if len(wanted) == 1 and shape in ((wanted[0], 1), (1, wanted[0])):
        return " : un vecteur et une matrice d’une seule ligne ou colonne ne sont pas la même chose pour numpy"
    if len(shape) == 2 and shape[0] == shape[1] and len(wanted) < 2:
        return (
            " : (n, 1) et (n,) combinés donnent (n, n) par diffusion (broadcasting), regardez les formes intermédiaires"
        )
    if [n for n in shape if n > 1] == [n for n in wanted if n > 1]:
        return " : c’est la bonne forme, à des axes d’un seul élément près"
    if len(shape) > len(wanted):
        return " : il reste des dimensions de trop (sur lesquelles fallait-il sommer ou moyenner ?)"
    return ""


def _special(case):
    """What makes a case special, as a sentence of its own."""
    return f" Attention : {case.says}." if case.says else ""


def sequence(value):
    """The parts of a list, a tuple or an array along its first axis; None for anything else."""
    if isinstance(value, np.ndarray):
        return list(value) if value.ndim else None
    return list(value) if isinstance(value, (list, tuple)) else None


def numbers(value):
    """The value as an array of real numbers (booleans count as 0 and 1), None if it is not that."""
    if isinstance(value, (str, dict, Opaque)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # ragged lists
        return None
    return array if array.dtype.kind in "biuf" else None


def kind(value):
    """What a value is, in French, for a student who expected something else."""
    if isinstance(value, np.ndarray):
        return "un tableau" if value.ndim else "un nombre"
    names = {str: "un texte", dict: "un dictionnaire", list: "une liste", tuple: "un tuple", type(None): "None"}
    names |= {bool: "un booléen", int: "un nombre", float: "un nombre", complex: "un nombre complexe"}
    name = value.type_name if isinstance(value, Opaque) else type(value).__name__
    return names.get(type(value), f"un objet de type « {name} »")


def describe(task, case, reveal=True):
    """The call, as the student could type it; only its name where the arguments are hidden."""
    if not reveal:
        return f"{task.name} (sur des arguments que vous n’avez pas vus)"
    args = [f"{name}={show(arg)}" for name, arg in zip(task.arguments, case.args, strict=False)]
    if len(args) == 1 and not case.by_name:
        args = [show(case.args[0])]
    return f"{task.name}({', '.join(args)})"


def show(value, width=90):
    """A value in a few characters.

    >>> show(np.array([[1, 2.5], [-1 / 3, 4]]))
    '[[1, 2.5], [-0.3333, 4]]'
    """
    text = _shown(value)
    return text if len(text) <= width else text[: width - 1] + "…"


def _beginning(array, n=500):
    """At least the first n elements of an array, and not many more: all that a message shows of a large one."""
    for axis in range(array.ndim):
        rest = max(1, int(np.prod(array.shape[axis + 1 :])))
        array = array[(slice(None),) * axis + (slice(-(-n // rest)),)]
    return array


def _shown(value):
    if isinstance(value, np.ndarray):
        return _shown(_beginning(value).tolist())
    if isinstance(value, (bool, np.bool_)):
        return str(value)
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        left, right = "[]" if isinstance(value, list) else "()"
        return f"{left}{', '.join(map(_shown, value))}{right}"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, Built):
        return "un modèle"
    if callable(value):
        return getattr(value, "__name__", "f")
    return value.type_name if isinstance(value, Opaque) else repr(value)
