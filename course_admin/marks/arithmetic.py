"""The arithmetic of marks, exact (fractions), so that a half is rounded up and not whichever way a float leans.

Absences are the French ones: ABI (unjustified) counts 0, ABJ (justified) is left out of the mean it would be in.
"""

import math
from fractions import Fraction

ABI, ABJ = "ABI", "ABJ"


def exact(mark):
    """A mark as a fraction: the decimal that is written, not the float that is near it."""
    return Fraction(str(mark))


def round_half_up(value, step):
    """`value` to the nearest multiple of `step`, a half upwards.

    >>> float(round_half_up(Fraction("11.495"), 0.01))
    11.5
    """
    step = exact(step)
    return math.floor(Fraction(value) / step + Fraction(1, 2)) * step


def mean(marks):
    """The mean of numbers, ABI and ABJ, as a fraction; None where every one is left out.

    >>> float(mean([12, 14, "ABJ", "ABI"])) == 26 / 3
    True
    """
    counted = [Fraction(0) if mark == ABI else exact(mark) for mark in marks if mark != ABJ]
    return sum(counted) / len(counted) if counted else None


def exam_after(first, second, rule):
    """What the exam counts for after the second session (None: not sat); `rule` is "best" or "last"."""
    if second is None or second == ABJ:
        return first
    if first is None or first == ABJ or rule == "last":
        return second
    return max(first, second, key=lambda mark: mean([mark]))


def module_mark(marks, exam, rules):
    """The module's mark out of 20, a fraction rounded by `rules` (`[marks]` of course.toml), None where nothing counts.

    `marks` are those of the N + 1 works, each counting once, `exam` the exam's; numbers, "ABI" or "ABJ".

    >>> rules = {"examen": True, "exam_weight": 0.5, "rounding": 0.01}
    >>> float(module_mark([12, 14, 10, 16, 8], 11, rules))
    11.5
    """
    works = mean(marks)
    if not rules["examen"] or exam == ABJ:
        value = works
    elif works is None:
        value = mean([exam])
    else:
        weight = exact(rules["exam_weight"])
        value = weight * mean([exam]) + (1 - weight) * works
    return None if value is None else round_half_up(value, rules["rounding"])
