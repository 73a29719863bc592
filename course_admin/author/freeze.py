"""Freeze the numbers of a TP's visible checks: `python -m course_admin.author.freeze tp1`.

What students receive holds the results that are expected, and those that known mistakes give, never a formula. Both
are computed here from the bank of answers, and written to `course_utils/checks/tpN.json`.
"""

import importlib
import json
import sys
from pathlib import Path

import course_utils.checks
from course_admin.answers.numbers import completed, number_of
from course_utils.checks.frozen import freeze


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
