"""By how much TP4's right answers pass the thresholds of what trains, seed after seed, and in how many seconds.

    python benchmarks/bench_tp4.py [--seeds N] [--answers NAME …]

Every right `train_denoiser` and `train_autoencoder` of the bank is run with each seed on one thread, as when it is
marked. For the denoiser: error on the hidden digits, in parts of the mean image's, and how grey the paper stays. For
the autoencoder: what it leaves of the variance. The wrong answers that do train are shown beside them. Exits with 1 if
a right answer misses a threshold with any seed, or takes more than a third of the time that is allowed.
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
from course_admin.hidden.tp4 import hidden_digits
from course_utils.checks.tp4 import (
    CLEANED,
    LEARNT,
    LEVELS,
    N_TRAIN,
    NOISE,
    PAPER,
    beginner,
    digits,
    noisy_digits,
    two_levels,
)

SECONDS = 60  # half of what a cell may take when it is marked (`limits.tp4` of course.toml): it trains twice
WRONG = {
    "train_denoiser": ("ex4_debruite_propre_propre", "ex4_debruite_propre_propre_etroit", "ex4_debruite_bruite_bruite"),
    "train_autoencoder": ("ex2_cible_moyenne", "ex2_cible_melangee"),
}


def denoising(train_denoiser, seed):
    """Error on the hidden digits in parts of the mean image's, and the grey of the paper."""
    X, clean = digits()[-N_TRAIN:], hidden_digits()
    model = train_denoiser(X.copy(), NOISE, np.random.default_rng(seed))
    noisy = noisy_digits(clean, seed + 1000)
    cleaned = np.asarray(model.predict(noisy), dtype=float)
    mean = X.mean(axis=0)
    return np.mean((cleaned - clean) ** 2) / np.mean((mean - clean) ** 2), cleaned[:, mean < 0.02].mean()


def reconstruction(train_autoencoder, seed):
    """What is left of the variance."""
    X = two_levels(200, 10, seed)
    model = beginner(10, seed).built("watched", levels=list(LEVELS), learning_rate=0.003).build()
    train_autoencoder(model, X.copy(), 40)
    return np.mean((model.predict(X, verbose=0) - X) ** 2) / np.var(X, axis=0).mean(), 0.0


MEASURES = {
    "train_denoiser": (denoising, (CLEANED, PAPER)),
    "train_autoencoder": (reconstruction, (LEARNT, np.inf)),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10, help="trainings of each answer (default: 10)")
    parser.add_argument("--answers", nargs="*", default=[], help="names of the bank (default: all right ones)")
    options = parser.parse_args()

    failed = False
    for function, (measure, thresholds) in MEASURES.items():
        print(f"{function}: at most {', '.join(map(str, thresholds))}; limit {SECONDS} s")
        print(f"{'':<40}{'mean':>8}{'worst':>8}{'margin':>8}{'paper':>8}{'seconds':>9}")
        for answer in answers("tp4"):
            name = answer.path.stem
            shown = answer.right or name in WRONG[function]
            if function not in answer.functions or not shown or (options.answers and name not in options.answers):
                continue
            runs = []
            for seed in range(options.seeds if answer.right else min(3, options.seeds)):
                keras.utils.set_random_seed(seed)
                start = time.process_time()
                runs.append((*measure(answer.load()[function], seed), time.process_time() - start))
            runs = np.array(runs)
            worst, paper, seconds = runs.max(axis=0)
            ok = worst <= thresholds[0] and paper <= thresholds[1] and seconds * 3 <= SECONDS
            failed |= answer.right and not ok
            verdict = ("ok" if ok else "FAILS") if answer.right else f"wrong, best {runs[:, 0].min():.3f}"
            print(
                f"{name:<40}{runs[:, 0].mean():>8.3f}{worst:>8.3f}{thresholds[0] / worst - 1:>+8.0%}{paper:>8.3f}"
                f"{seconds:>9.1f}  {verdict}",
                flush=True,
            )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
