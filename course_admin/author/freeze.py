"""Freeze the numbers of a TP's visible checks: `python -m course_admin.author.freeze tp1`.

What students receive holds the results that are expected, and those that known mistakes give, never a formula. Both
are computed here from the bank of answers, and written to `course_utils/checks/tpN.json`. So are the points of the
notebook's test cells, to `course_utils/checks/tpN/points.json`; the project has no other numbers.
"""

import importlib
import json
import sys
from pathlib import Path

import course_utils.checks
from course_admin.answers.numbers import completed, number_of
from course_admin.author.points import points_of
from course_utils.checks.frozen import freeze

CHECKS = Path(course_utils.checks.__file__).parent
ROOT = CHECKS.parents[1]


def frozen(tp):
    """The text of `tpN.json`."""
    checks = importlib.import_module(f"course_utils.checks.{tp}")
    numbers = {}
    for name, cases in checks.CASES.items():
        complete = completed(tp, name, cases, checks.TASKS[name].hints)
        numbers[name] = [
            {
                "expected": freeze(case.expected),
                "wrong": {mistake.id: freeze(number_of(mistake.wrong)) for mistake in case.mistakes},
            }
            for case in complete
        ]
    functions = (f'"{name}": [\n' + ",\n".join(map(json.dumps, cases)) + "\n]" for name, cases in numbers.items())
    return "{\n" + ",\n".join(functions) + "\n}\n"


def worth(tp):
    """The text of `tpN/points.json`."""
    (notebook,) = (ROOT / "notebooks" / "tp" / tp).glob("*.ipynb")
    return points_of(tp, notebook.read_bytes(), importlib.import_module(f"course_utils.checks.{tp}"))


def main(arguments=None):
    """Write the frozen numbers and the points of the TP that is named."""
    tps = arguments if arguments is not None else sys.argv[1:]
    if not tps:
        sys.exit("usage: python -m course_admin.author.freeze tp1")
    for tp in tps:
        path = CHECKS / f"{tp}.json"
        if hasattr(importlib.import_module(f"course_utils.checks.{tp}"), "CASES"):
            path.write_text(frozen(tp), encoding="utf-8")
            print(f"{path.name}: {path.stat().st_size // 1000} kB")
        (CHECKS / tp / "points.json").write_text(worth(tp), encoding="utf-8")


if __name__ == "__main__":
    main()
