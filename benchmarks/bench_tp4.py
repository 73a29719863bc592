"""By how much TP4's answers pass the thresholds of what trains, or miss them, seed after seed, and in how many seconds.

    python benchmarks/bench_tp4.py [--seeds N] [--answers NAME …]

Every right `train_denoiser` and `train_autoencoder` of the bank is run, and the wrong ones that do train, on one thread
as when they are marked: those of `CHEAP` and the wrong ones with every seed, the others with two. A margin is what is
left below the threshold that is nearest, in parts of what was measured: positive for who passes. Takes five minutes of
processor. Exits with 1 if a right answer misses a threshold with any seed or takes more than a third of the time that
is allowed, or if a wrong one passes.
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
from course_utils.checks.tp4.ex2_training import LEARNT, LEVELS, beginner, two_levels
from course_utils.checks.tp4.ex4_denoiser import CLEANED, LIMIT, N_TRAIN, NOISE, PAPER, digits, noisy_digits

SECONDS = 60  # half of what a cell may take when it is marked (`limits.tp4` of course.toml): it trains twice
CHEAP = ("reference", "ex4_peu_d_epoques", "ex4_convolutions")
WRONG = {
    "train_denoiser": (
        "ex4_debruite_propre_propre",
        "ex4_debruite_propre_propre_etroit",
        "ex4_debruite_bruite_bruite",
        "ex4_debruite_propre_bruite",
    ),
    "train_autoencoder": ("ex2_cible_moyenne", "ex2_cible_melangee"),
}


def denoising(train_denoiser, seed):
    """Error on the hidden digits in parts of the mean image's, and the margin below the nearest threshold."""
    X, clean = digits()[-N_TRAIN:], hidden_digits()
    model = train_denoiser(X.copy(), NOISE, np.random.default_rng(seed))
    cleaned, from_clean = (
        np.asarray(model.predict(images), dtype=float) for images in (noisy_digits(clean, seed + 1000), clean)
    )
    mean = X.mean(axis=0)
    error, error_from_clean = (
        np.mean((guess - clean) ** 2) / np.mean((mean - clean) ** 2) for guess in (cleaned, from_clean)
    )
    allowed = LIMIT if error <= error_from_clean else CLEANED
    return error, min(allowed / error, PAPER / cleaned[:, mean < 0.02].mean()) - 1


def reconstruction(train_autoencoder, seed):
    """What is left of the variance, and the margin below the threshold."""
    X = two_levels(200, 10, seed)
    model = beginner(10, seed).built("watched", levels=list(LEVELS), learning_rate=0.003).build()
    train_autoencoder(model, X.copy(), 40)
    left = np.mean((model.predict_on_batch(X) - X) ** 2) / np.var(X, axis=0).mean()
    return left, LEARNT / left - 1


MEASURES = {"train_denoiser": denoising, "train_autoencoder": reconstruction}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10, help="trainings of a cheap or wrong answer (default: 10)")
    parser.add_argument("--answers", nargs="*", default=[], help="names of the bank (default: all)")
    options = parser.parse_args()

    failed = False
    keras.config.disable_interactive_logging()
    for function, measure in MEASURES.items():
        print(f"{function}; limit {SECONDS} s")
        print(f"{'':<36}{'seeds':>6}{'mean':>8}{'least':>8}{'most':>8}{'margins':>16}{'seconds':>9}")
        for answer in answers("tp4"):
            name = answer.name
            shown = answer.right or name in WRONG[function]
            if function not in answer.functions or not shown or (options.answers and name not in options.answers):
                continue
            runs = []
            for seed in range(2 if answer.right and name not in CHEAP else options.seeds):
                keras.utils.set_random_seed(seed)
                start = time.process_time()
                runs.append((*measure(answer.load()[function], seed), time.process_time() - start))
            measured, margins, seconds = np.array(runs).T
            ok = margins.min() >= 0 and seconds.max() * 3 <= SECONDS if answer.right else margins.max() < 0
            failed |= not ok
            print(
                f"{name:<36}{len(runs):>6}{measured.mean():>8.3f}{measured.min():>8.3f}{measured.max():>8.3f}"
                f"{margins.min():>+8.0%}{margins.max():>+8.0%}{seconds.max():>9.1f}  "
                f"{'right' if answer.right else 'wrong'}: {'ok' if ok else 'FAILS'}",
                flush=True,
            )
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
