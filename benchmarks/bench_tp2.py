"""The thresholds of TP2's `best_model` against right and wrong answers: scores and seconds, over many campaigns.

    python benchmarks/bench_tp2.py [--seeds N] [ANSWER …]

Every answer of the bank for exercise 9 (or those that are named) learns 800 readings of each campaign and is judged on
3 000 others. Right answers must pass both thresholds on every seed, in less than a third of the time that the notebook
announces; a linear model and raw features must fail the first one. Exits with 1 if one does not.
"""

import argparse
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np

from course_admin.answers import answers
from course_utils.capteurs import campaign
from course_utils.checks.models import predict_of
from course_utils.checks.tp2.ex9_best import THRESHOLDS

LIMIT = 60.0  # seconds, as the notebook says
WRONG = ("ex9_lineaire", "ex9_sans_mise_a_l_echelle")  # what the thresholds are there to tell apart


def score(best_model, seed):
    """Share of hidden readings that the model gets right, and the CPU seconds of its training."""
    (X_train, y_train), (X, y) = campaign(np.random.default_rng(seed), 800, 3000)
    keras.utils.set_random_seed(seed)
    np.random.seed(seed)
    start = time.process_time()
    model = best_model(X_train, y_train)
    seconds = time.process_time() - start
    return np.mean((np.ravel(predict_of(model, X)) > 0.5) == y), seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10, help="campaigns for each answer (default: 10)")
    parser.add_argument("answers", nargs="*", help="names of answers (default: all)")
    options = parser.parse_args()
    first, second = THRESHOLDS
    missed = False
    print(f"thresholds {first:.2f} and {second:.2f}, limit {LIMIT:.0f} s, {options.seeds} campaigns")
    print(f"{'':<28}{'lowest':>8}{'mean':>8}{'highest':>9}{'margin':>8}{'seconds':>9}")
    for answer in answers("tp2"):
        name = answer.name
        judged = "best_model" in answer.functions and (answer.right or name in WRONG)
        if not judged or (options.answers and name not in options.answers):
            continue
        made = [score(answer.load()["best_model"], 1000 + seed) for seed in range(options.seeds)]
        scores, seconds = np.array(made).T
        margin = scores.min() - second if answer.right else first - scores.max()
        fine = margin > 0 and (not answer.right or seconds.max() < LIMIT / 3)
        missed |= not fine
        print(
            f"{name:<28}{scores.min():>8.3f}{scores.mean():>8.3f}{scores.max():>9.3f}{margin:>8.3f}"
            f"{seconds.max():>9.1f}  {'ok' if fine else 'MISSED'}",
            flush=True,
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
