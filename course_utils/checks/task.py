"""How a check is written, as data: a task, the calls of it, and what classic mistakes give.

A `Task` is a function that a student writes, with the sentences that help; a `Case` is a call of it, with the result
that is right and the results that classic mistakes give.
"""

from dataclasses import dataclass, field


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
    shapes: str = ""  # of what the function handles: said where a call stops on shapes or on an index
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


def special(case):
    """What makes a case special, as a sentence of its own."""
    return f" Attention : {case.says}." if case and case.says else ""
