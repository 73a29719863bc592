"""TP1, exercise 9: mini-batch descent, its contract and what it learns."""

from dataclasses import dataclass, replace

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Task
from course_utils.checks.tp1.ex9_batches import (
    BATCH_HINTS,
    check_batches,
    check_each_once,
    check_last_batches,
    check_shuffling,
)
from course_utils.checks.tp1.ex9_history import HISTORY_HINTS, check_history, check_last_weights
from course_utils.checks.tp1.ex9_steps import (
    STEP,
    STEP_HINTS,
    check_every_epoch_steps,
    check_larger_batch,
    check_one_step,
    check_step,
)
from course_utils.checks.tp1.training import CALL_HINTS, SMALL, Setting, check_randomness, trained

TRAIN = Task(
    "train",
    ("X", "y", "layer_sizes", "learning_rate", "n_epochs", "batch_size", "rng"),
    results=("weights", "biases", "history"),
    hints={
        "train_n_apprend_pas": "Vérifiez le gradient (exercice 7), et que chaque pas part des poids courants.",
        **CALL_HINTS,
        **STEP_HINTS,
        **BATCH_HINTS,
        **HISTORY_HINTS,
    },
    broader="Entraînez à la main un réseau [1, 2, 1] sur trois exemples, une époque, et suivez chaque lot.",
    example="À la main : cinq exemples par lots de 2 font trois lots, de 2, 2 et 1 exemples, donc trois pas par "
    "époque.",
    reread="la section 9 de ce TP, les quatre temps d’une époque",
)


def check_training(attempt):
    """The contract of `train`: shapes, one seed one result, no twins, its steps, batches, shuffling, history. "
    "Raises."""
    first = trained(attempt, SMALL)
    trained(attempt, Setting(SMALL.X, SMALL.y, [3, 2], 0.5, 1, 7), by_name=True)
    check_randomness(attempt, SMALL, first)
    check_each_once(attempt)
    for seed in (0, 1):
        check_step(attempt, replace(STEP, seed=seed))
    check_one_step(attempt)
    check_every_epoch_steps(attempt)
    check_larger_batch(attempt)
    check_batches(attempt)
    check_shuffling(attempt)
    check_history(attempt)
    check_last_weights(attempt)
    check_last_batches(attempt)


@dataclass(frozen=True)
class Lesson:
    """Something that every right `train` learns: with one of these settings, the loss goes down to that."""

    name: str
    settings: tuple[Setting, ...]
    loss: float


def lessons(seeds=(0, 1, 2), trees=slice(0, 120)):
    """XOR and the sick trees.

    Tried with nine ways to draw the first weights (normal and uniform, from 0.01 to 1), with and without biases: all
    eighteen learn both, with the visible seeds and with the hidden ones. The smallest weights need the long setting of
    XOR. The trees end near 0.10; a network that learns nothing ends at 0.21.
    """
    from course_utils.data import load_arbres

    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    xor = np.array([[0.0], [1.0], [1.0], [0.0]])
    X, y = load_arbres(2025)
    X, y = (X[trees] - X[trees].mean(axis=0)) / X[trees].std(axis=0), y[trees, None].astype(float)
    short = [Setting(corners, xor, [2, 8, 1], 6.0, 800, 2, seed) for seed in seeds]
    long = [Setting(corners, xor, [2, 8, 1], 4.0, 3000, 2, seed) for seed in seeds]
    return (
        Lesson("le OU exclusif (XOR)", (*short, *long), 0.05),
        Lesson("les arbres malades", tuple(Setting(X, y, [2, 8, 1], 2.0, 20, 10, seed) for seed in seeds), 0.15),
    )


def check_learning(attempt):
    """Both lessons are learnt, by the history's own account."""
    for lesson in lessons():
        if not any(trained(attempt, setting).history[-1] <= lesson.loss for setting in lesson.settings):
            raise not_learnt(attempt, lesson)


def not_learnt(attempt, lesson):
    """The failure of a lesson."""
    text = f"train n’apprend pas {lesson.name}, en {len(lesson.settings)} essais : le coût ne descend pas assez"
    return attempt.fault(text, "train_n_apprend_pas")


EXERCISE = Exercise(
    9,
    "Mini-batch descent: its contract (`train`), and that it learns (`learns`, the same function).",
    Question(
        TRAIN,
        check_training,
        verified="formes, hasard venu de rng, longueur des pas, lots, mélange à chaque époque, historique",
    ),
    Question(TRAIN, check_learning, keyword="learns", verified="le XOR et les arbres sont appris"),
)
