"""A law of TP3: what must be computed, and what must be refused."""

from course_utils.checks.engine import CheckFailed
from course_utils.checks.errors import french
from course_utils.checks.record import Opaque, call
from course_utils.checks.values import show


def check_with_refusals(attempt, cases, refusals):
    """The cases of a function, then the calls that it must refuse. Raises `CheckFailed`."""
    for case in cases:
        if _refuses(attempt, case):
            text = f"{attempt.describe(case)} refuse un noyau qui tient"
            raise attempt.fault(text, "noyau_refuse", case.says or "le bord compte dans la place qu’il a")
        attempt.check(case)
    for case in refusals:
        check_refusal(attempt, case)


def _refuses(attempt, case):
    """Whether a call that is right raises a ValueError of the student's own, and not numpy's."""
    record = call(attempt.function, *case.args)
    return record.error == "ValueError" and not case.may_refuse and french(record.error, record.message) is None


def check_refusal(attempt, case):
    """A call whose kernel does not fit raises ValueError. Raises `CheckFailed`."""
    kwargs = dict(zip(attempt.task.arguments, case.args, strict=False)) if case.by_name else {}
    record = call(attempt.function, **kwargs) if case.by_name else call(attempt.function, *case.args)
    if record.error == "ValueError":
        return
    what = attempt.describe(case)
    wanted = "le noyau ne tient pas dans l’image, même avec son bord : attendu une ValueError"
    if record.error:
        raise CheckFailed(f"{what} s’arrête sur une erreur {record.error}. Ici {wanted}.", "mauvaise_exception")
    came = f" {show(record.value)}" if attempt.shows and not isinstance(record.value, Opaque) else " une valeur"
    raise CheckFailed(f"{what} renvoie{came}. Ici {wanted}.", "noyau_non_refuse")
