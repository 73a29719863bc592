"""Freeze the numbers of a TP's visible checks: `python -m course_admin.author.freeze tp1`.

What students receive holds the results that are expected, and those that known mistakes give, never a formula. Both
are computed here from the bank of answers, and written to `course_utils/checks/tpN.json`.
"""

import importlib
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

import course_utils.checks
from course_admin.answers import answers, reference
from course_utils.checks.engine import Mistake
from course_utils.checks.frozen import freeze
from course_utils.checks.record import record_call
from course_utils.checks.values import same


def completed(tp, name, cases, hints):
    """The cases of one function with the reference's results, and those of the mistakes that have a hint."""
    mistakes = {
        answer.mistake: answer.load()[name]
        for answer in answers(tp)
        if not answer.right and answer.mistake in hints and name in answer.functions
    }
    return [_completed(name, case, reference(tp)[name], mistakes) for case in cases]


def _completed(name, case, right, mistakes):
    """One case: a mistake that raises, changes nothing or gives what another gives has no number of its own."""
    record = record_call(right, case.args, {})
    if record.error or record.value is None:
        raise ValueError(f"{name}: the reference answer fails on {case.args}: {record.error} {record.message}")
    found = []
    for id, function in sorted(mistakes.items()):
        wrong = record_call(function, case.args, {}).value
        known = [record.value, *(mistake.wrong for mistake in found)]
        if wrong is None or not _is_determined(function, case.args, wrong):
            continue
        if not any(same(wrong, value, rtol=1e-4, atol=1e-6) for value in known):
            found.append(Mistake(id, wrong))
    return replace(case, expected=_expected(record.value), mistakes=tuple(found))


def _is_determined(function, args, result):
    """Whether a result hangs on its arguments and not on their rounding, as a basis of a null space does.

    Such a number would be another one on another processor.
    """
    nudged = record_call(function, tuple(map(_nudged, args)), {}).value
    return nudged is not None and same(result, nudged, rtol=1e-4, atol=1e-6)


def _nudged(value):
    """An array of floats changed in its last digits; as it is if it has none (whole numbers and eighths are exact)."""
    if not isinstance(value, np.ndarray) or value.dtype != np.float64 or np.array_equal(value * 8 % 1, value * 0):
        return value
    return value * (1 + 1e-12 * np.cos(np.arange(value.size)).reshape(value.shape))


def _expected(value):
    """A 0-d array as the number that it is, so that an int means a count."""
    return value.item() if getattr(value, "shape", None) == () else value


def frozen(tp):
    """The text of `tpN.json`."""
    checks = importlib.import_module(f"course_utils.checks.{tp}")
    numbers = {}
    for name, cases in checks.CASES.items():
        complete = completed(tp, name, cases, checks.TASKS[name].hints)
        numbers[name] = [
            {
                "expected": freeze(case.expected),
                "wrong": {mistake.id: freeze(_expected(mistake.wrong)) for mistake in case.mistakes},
            }
            for case in complete
        ]
    functions = (f'"{name}": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]" for name, cases in numbers.items())
    return "{\n" + ",\n".join(functions) + "\n}\n"


def main(arguments=None):
    """Write the frozen numbers of the TP that is named."""
    tps = arguments if arguments is not None else sys.argv[1:]
    if not tps:
        sys.exit("usage: python -m course_admin.author.freeze tp1")
    for tp in tps:
        path = Path(course_utils.checks.__file__).with_name(f"{tp}.json")
        path.write_text(frozen(tp), encoding="utf-8")
        print(f"{path.name}: {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
