"""How many wrong answers of the bank get a ✔ from the visible tests, exercise by exercise; only hidden ones tell those.

    python benchmarks/visible_verdicts.py tp1 [tp3 …] [--exercises 1 2 …]

An answer counts as passed where every visible cell of a function that it defines says ✔; TP1's learning cell, which
takes a minute for each answer that does not learn, is left out. The names of those that pass are printed. Exits with
1 if a right answer is refused.
"""

import argparse
import contextlib
import importlib
import io
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

from course_admin.answers import FUNCTIONS, answers
from course_utils.checks.engine import CheckFailed

SLOW = {"learns"}


def passes(check, functions):
    """Whether each visible cell of these functions says ✔."""
    asked = [q for q in check.questions if q.name not in SLOW and q.task.name in functions]
    for question in asked:
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                check(**{question.name: functions[question.task.name]})
        except CheckFailed:
            return False
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tps", nargs="+", help="tp1, tp2, tp3 or tp4")
    parser.add_argument("--exercises", nargs="*", type=int, default=[], help="numbers (default: all)")
    options = parser.parse_args()

    refused = []
    print(f"{'':<10}{'right':>7}{'wrong':>7}{'✔ seen':>8}")
    for tp in options.tps:
        for number in FUNCTIONS[tp]:
            if options.exercises and number not in options.exercises:
                continue
            check = getattr(importlib.import_module(f"course_utils.checks.{tp}"), f"exercise_{number}")
            bank = [answer for answer in answers(tp) if answer.exercise == number]
            verdicts = {answer.name: (answer.right, passes(check, answer.load())) for answer in bank}
            refused += [name for name, (right, passed) in verdicts.items() if right and not passed]
            unseen = [name for name, (right, passed) in verdicts.items() if passed and not right]
            rights = sum(right for right, _ in verdicts.values())
            print(
                f"{tp} ex {number:<3}{rights:>7}{len(bank) - rights:>7}{len(unseen):>8}  {' '.join(unseen)}", flush=True
            )
    for name in refused:
        print(f"refused although right: {name}")
    sys.exit(bool(refused))


if __name__ == "__main__":
    main()
