"""A record: all that a check may know of one call of a student's function.

A check never looks at the student's objects themselves. It asks `call(function, *args)` for a `Record`, so the same
check runs in the student's own kernel and, when a TP is marked, in a trusted process where `function` is a stand-in
(anything that has a method `record(args, kwargs, seed)`) for a function that lives in a sandbox.

The words: an `Opaque` is a student's object that no check looks into; a `Step` is a function of ours that is run where
such an object is; a `Built` is an argument that is made there, by a function of `checks.builders`.
"""

import builtins
import contextlib
import contextvars
import copy
import functools
import linecache
import random
import re
import time
import warnings
from dataclasses import dataclass, field

import numpy as np

_seed = contextvars.ContextVar("seed", default=0)


@dataclass(frozen=True)
class Opaque:
    """A value of a type that no check looks into; `type_name` is what a message may say of it.

    `thing` is the object itself, or what stands for it where it is in a sandbox: `checks.models` asks it for what a
    check may know of a model.
    """

    type_name: str
    thing: object = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Built:
    """An argument that `checks.builders` makes where the student's code runs, anew for each call."""

    builder: str
    options: dict = field(default_factory=dict)

    def build(self):
        """The object itself."""
        from course_utils.checks import builders

        return builders.BUILDERS[self.builder](**self.options)


class Step:
    """A function of `course_utils` whose first argument is a student's object, as one callable that `call` records.

    `Step(load, load_and_clean)("donnees")` is `load(load_and_clean, "donnees")`, done where the student's object is:
    what passes between the student's functions never has to leave that place.
    """

    def __init__(self, function, thing):
        self.function, self.thing = function, thing.thing if isinstance(thing, Opaque) else thing

    def record(self, args, kwargs, seed):
        """The `Record` of the whole."""
        if is_elsewhere(self.thing):
            return self.thing.operate(self.function.__name__, args, kwargs, seed, self.function.__module__)
        return record_call(functools.partial(self.function, self.thing), args, kwargs, seed)


class Builder:
    """A `build_model` to give to a student's function: each call makes a new model; `calls` counts them."""

    __name__ = "build_model"

    def __init__(self, builder, options):
        self.builder, self.options, self.calls = builder, options, 0

    def deferred(self):
        """What is sent to a sandbox in place of the model."""
        self.calls += 1
        return Built(self.builder, self.options)

    def __call__(self):
        return self.deferred().build()


@dataclass(frozen=True)
class Record:
    """One call: what came back, what was raised, what was warned, and the arguments as they were left."""

    value: object = None
    error: str | None = None  # name of the builtin exception class, None if the call returned
    message: str = ""  # the exception's text
    warnings: tuple[tuple[str, str], ...] = ()  # (category, text)
    args: tuple = ()
    kwargs: dict = field(default_factory=dict)
    seconds: float = 0.0
    where: str = ""  # the line of the student's code that raised, in their own kernel


def records_itself(function):
    """Whether a function gives the `Record` of a call itself: a `Step`, or the stand-in of one that is in a sandbox."""
    return hasattr(function, "record")


def is_elsewhere(thing):
    """Whether a student's object is in a sandbox, and this a stand-in for it."""
    return hasattr(thing, "operate")


def call(function, *args, **kwargs):
    """Call `function` on copies of the arguments and return the `Record` of the call.

    The global random generators of `random` and numpy are seeded first, so that a mark repeats; see `reseeded`.
    A `numpy.random.Generator` among the arguments is not copied: it is consumed, as the contract says.

    >>> call(lambda z: z + 1, 2).value
    3
    >>> call(lambda: 1 / 0).error
    'ZeroDivisionError'
    """
    if records_itself(function):
        return function.record(args, kwargs, _seed.get())
    return record_call(function, args, kwargs, _seed.get())


@contextlib.contextmanager
def reseeded(seed):
    """Within this block calls start from another global seed; what draws from its `rng` alone does not notice."""
    token = _seed.set(seed)
    try:
        yield
    finally:
        _seed.reset(token)


def record_call(function, args, kwargs, seed=0):
    """Call `function` in this process and return the `Record`; what `call` does for a function that is really here."""
    given, args, kwargs = args, _copy(args), _copy(kwargs)
    random.seed(seed)
    np.random.seed(seed)
    value, error, message, where = None, None, "", ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        start = time.perf_counter()
        try:
            value = plain(function(*args, **kwargs))
        except (Exception, SystemExit) as exception:
            error, message = builtin_name(exception), _message(exception, function)
            where = _line(exception, function)
        seconds = time.perf_counter() - start
    noted = tuple((w.category.__name__, str(w.message)[:300]) for w in caught)
    args = tuple(plain(arg) if isinstance(old, (Built, Opaque)) else arg for old, arg in zip(given, args, strict=True))
    return Record(value, error, message, noted, args, kwargs, seconds, where)


def builtin_name(exception):
    """Name of the first builtin class among an exception's ancestors: what crosses the sandbox is a known name."""
    return next(c.__name__ for c in type(exception).__mro__ if getattr(builtins, c.__name__, None) is c)


def _text(exception):
    """The exception's text, cut between words; an exception that cannot tell its text has none.

    Where a graph failed, TensorFlow puts the frames that made it, a page of them, before what went wrong.
    """
    try:
        text = str(exception)
    except Exception:
        return ""
    if text.startswith("Graph execution error:"):
        text = re.sub(r'(?s)^.*\n  File "[^\n]*\n+', "", text)
    return text if len(text) <= 300 else text[:300].rsplit(" ", 1)[0] + " …"


def _message(exception, function):
    """The exception's text. Of an exercise that is not written, the name of the function where it is another one."""
    if not isinstance(exception, NotImplementedError) or exception.__traceback__ is None:
        return _text(exception)
    place = exception.__traceback__
    while place.tb_next:
        place = place.tb_next
    code = place.tb_frame.f_code
    if "site-packages" in code.co_filename:  # a library's own: numpy, of a tensor that has no numbers yet
        return _text(exception)
    return "" if code is getattr(function, "__code__", None) else code.co_name


def _line(exception, function):
    """The line at which a function, or another one of the same notebook, raised; empty where it cannot be told."""
    home = getattr(getattr(function, "__code__", None), "co_filename", "")
    place, line = exception.__traceback__, ""
    while place:
        file = place.tb_frame.f_code.co_filename
        if file == home or "ipykernel_" in file:
            line = linecache.getline(file, place.tb_lineno).strip() or line
        place = place.tb_next
    return line if len(line) <= 100 else f"{line[:99]}…"


def plain(value, depth=8):
    """The value as Python numbers, strings, arrays, lists, tuples and dicts of these; all else becomes `Opaque`.

    Subclasses and array-likes (numpy scalars, tensors, Series) become plain arrays, arrays of arrays become lists, so
    a check sees the same thing here and through the sandbox.
    """
    if value is None or type(value) in (bool, int, float, complex, str):
        return value
    if depth == 0:
        return Opaque(type(value).__name__, value)
    if isinstance(value, (list, tuple)):
        return (list if isinstance(value, list) else tuple)(plain(item, depth - 1) for item in value)
    if isinstance(value, dict):
        return {str(key): plain(item, depth - 1) for key, item in value.items()}
    if not hasattr(value, "__array__"):
        return Opaque(type(value).__name__, value)
    array = np.array(value)
    if array.dtype == object:
        return [plain(item, depth - 1) for item in array] if array.ndim else Opaque(type(value).__name__, value)
    return array


def _copy(value):
    """Deep copies of the arrays and lists; callables and random generators are passed as they are, models are made."""
    if isinstance(value, Built):
        return value.build()
    if isinstance(value, Opaque):
        return value.thing
    if isinstance(value, (list, tuple)):
        return type(value)(_copy(item) for item in value)
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return copy.deepcopy(value) if isinstance(value, np.ndarray) else value
