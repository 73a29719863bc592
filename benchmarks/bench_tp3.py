"""By how much TP3's right answers pass the thresholds of `train_cnn`, seed after seed, and in how many seconds.

    python benchmarks/bench_tp3.py [--seeds N] [--answers NAME …]

Every right training of the bank is run with each seed on one thread, as when it is marked, and judged on the hidden
digits, plain and shifted. The smallest margin over the seeds and the CPU seconds are printed, beside a dense network,
which should miss the last two thresholds. Exits with 1 if a right answer misses a threshold with any seed, or if its
slowest training takes more than a third of the time that is allowed.
"""

import argparse
import os
import sys
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_NUM_INTRAOP_THREADS", "1")
os.environ.setdefault("TF_NUM_INTEROP_THREADS", "1")

import keras
import numpy as np

from course_admin.answers import answers
from course_admin.hidden.tp3 import disguised
from course_utils.checks.engine import Attempt
from course_utils.checks.record import plain
from course_utils.checks.tp3.ex8_training import SECONDS, THRESHOLDS, TRAIN_CNN, classes, shifted_by_two

DENSE = "ex8_reseau_dense"


def candidates(names):
    """The right trainings of the bank, and the dense network, by name: those of `names`, or all."""
    found = {a.name: a for a in answers("tp3") if "train_cnn" in a.functions and (a.right or a.name == DENSE)}
    return {name: answer for name, answer in found.items() if not names or name in names}


def scores(train, seed):
    """Accuracy on the hidden digits, on the same shifted, and the CPU seconds of the training."""
    learnt, (images, labels) = disguised()
    keras.utils.set_random_seed(seed)
    start = time.process_time()
    model = train(*learnt)
    seconds = time.process_time() - start
    guesses = (classes(Attempt(TRAIN_CNN, train), plain(model), shown) for shown in (images, shifted_by_two(images)))
    return [*(np.mean(guess == labels) for guess in guesses), seconds]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10, help="trainings of each answer (default: 10)")
    parser.add_argument("--answers", nargs="*", default=[], help="names of the bank (default: all right ones)")
    options = parser.parse_args()

    plain_threshold, shifted_threshold = THRESHOLDS["third"], THRESHOLDS["shifted"]
    print(f"thresholds: {', '.join(f'{name} {value}' for name, value in THRESHOLDS.items())}; limit {SECONDS} s")
    print(f"{'':<42}{'plain':>8}{'lowest':>8}{'shifted':>9}{'lowest':>8}{'margins':>16}{'seconds':>9}")
    failed = False
    for name, answer in candidates(options.answers).items():
        runs = np.array([scores(answer.load()["train_cnn"], seed) for seed in range(options.seeds)])
        lowest, seconds = runs.min(axis=0), runs[:, 2].max()
        margins = lowest[0] - plain_threshold, lowest[1] - shifted_threshold
        ok = min(margins) >= 0 and seconds * 3 <= SECONDS
        verdict = "" if name == DENSE else "ok" if ok else "FAILS"
        failed |= name != DENSE and not ok
        print(
            f"{name:<42}{runs[:, 0].mean():>8.3f}{lowest[0]:>8.3f}{runs[:, 1].mean():>9.3f}{lowest[1]:>8.3f}"
            f"{margins[0]:>+8.3f}{margins[1]:>+8.3f}{seconds:>9.1f} {verdict}",
            flush=True,
        )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
