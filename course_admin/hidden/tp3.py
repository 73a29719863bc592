"""The hidden tests of TP3: the questions that students' own tests put, on arguments that they have not seen.

Results and mistakes are computed from the bank of answers. No message shows an argument, a result or a shape.
"""

from functools import cache
from pathlib import Path

import numpy as np

from course_admin.answers import reference
from course_admin.hidden import questions
from course_admin.hidden.disguise import orientation
from course_admin.records import secret
from course_utils.checks import tp3
from course_utils.checks.exercise import Latest
from course_utils.checks.task import Case
from course_utils.checks.tp3.ex3_convolution import TOPICS
from course_utils.checks.tp3.ex7_model import Shape
from course_utils.checks.tp3.ex8_training import THRESHOLDS, TRAINING, Training, check_digits, digits

_rng = np.random.default_rng(20261116)


def _normal(*shape):
    return _rng.normal(0, 1.5, shape)


def _layer(image, kernels, *more, **case):
    """A case of conv2d: an image and kernels of these shapes, biases that are not zero, padding and stride."""
    return Case((_normal(*image), _normal(*kernels), _normal(kernels[3]) + 1, *more), **case)


def _back(image, kernels, padding=0, stride=1, **case):
    """A case of conv2d_backward: a gradient that is not uniform, of the output's shape."""
    sides = [
        reference("tp3")["conv_output_size"](size, kernel, padding, stride)
        for size, kernel in zip(image[:2], kernels[:2], strict=True)
    ]
    return Case((_normal(*sides, kernels[3]), _normal(*image), _normal(*kernels), padding, stride), **case)


PIXELS = _rng.integers(0, 256, (6, 5, 2))

CASES = {  # by the exercise's number where it asks for one function, else by the function's name
    1: [
        Case((28, 3, 0, 1)),
        Case((31, 3, 0, 3), "il reste un pixel"),
        Case((28, 3, 1, 2), "il reste un pixel", by_name=True),
        Case((512, 7, 3, 2), "l’image est ici grande"),
        Case((11, 4, 1, 5), "il reste plusieurs pixels"),
        Case((12, 3, 0, 5), "il reste plusieurs pixels"),
        Case((7, 7, 0, 3), "le noyau a ici la taille de l’image"),
        Case((3, 8, 3, 1), "le noyau ne tient ici que grâce au bord ajouté"),
        Case((1, 5, 2, 2), "le noyau tient ici juste, grâce au bord ajouté"),
        Case((np.int64(20), np.int32(4), np.int64(1), np.int64(3)), "les arguments sont ici des entiers de numpy"),
    ],
    2: [
        Case((5, 5, 2, 6)),
        Case((3, 3, 32, 64), by_name=True),
        Case((7, 2, 3, 5), "le noyau n’est pas carré"),
        Case((1, 4, 6, 6), "le noyau n’a ici qu’une ligne"),
        Case((1, 1, 1, 1), "il n’y a ici qu’un poids"),
        Case((11, 11, 3, 96), "les filtres sont ici grands"),
    ],
    "conv2d": [
        _layer((6, 5, 1), (3, 3, 1, 1)),
        _layer((5, 7, 3), (2, 4, 3, 2), says="le noyau n’est pas carré", by_name=True),
        _layer((7, 5, 3), (3, 2, 3, 3), 0, 1, says="il y a ici autant de filtres que de plans"),
        _layer((4, 6, 2), (3, 3, 2, 4), 1, says="un bord est ici ajouté"),
        _layer((8, 6, 2), (3, 3, 2, 2), 0, 2, says="le pas n’est pas 1 et il reste une ligne", by_name=True),
        _layer((6, 9, 1), (2, 3, 1, 3), 0, 3, says="le pas est aussi grand que le noyau"),
        _layer((7, 4, 2), (2, 1, 2, 1), 0, 3, says="le pas est plus grand que le noyau"),
        _layer((5, 4, 2), (4, 3, 2, 3), 3, 2, says="le bord est large, le pas n’est pas 1"),
        _layer((3, 4, 2), (3, 4, 2, 2), says="le noyau a ici la taille de l’image"),
        _layer((1, 2, 1), (3, 4, 1, 2), 1, says="le noyau ne tient ici que grâce au bord ajouté"),
        _layer((4, 4, 3), (1, 1, 3, 2), says="le noyau est ici d’un pixel"),
        Case((PIXELS, _normal(3, 2, 2, 2), _normal(2), 1, 2), "l’image est ici un tableau d’entiers"),
        Case((PIXELS.astype(np.uint8), _normal(2, 2, 2, 1), _normal(1)), "l’image est ici un tableau d’octets"),
        Case(
            (PIXELS, _rng.integers(-3, 4, (2, 3, 2, 2)), np.array([1, -2])),
            "les tableaux sont ici entiers",
        ),
        Case(
            (_normal(3, 3, 1).tolist(), _normal(2, 2, 1, 2), [1.0, 0.5]),
            "des arguments sont ici des listes",
            may_refuse=True,
        ),
    ],
    4: [
        Case((_normal(6, 4, 1), 2, 2)),
        Case((_normal(7, 5, 3), 3, 2), "les fenêtres se recouvrent", by_name=True),
        Case((-3 - np.abs(_normal(6, 6, 2)), 2, 2), "tout est ici négatif"),
        Case((_normal(9, 8, 2) - 2, 4, 3), "il reste des lignes et des colonnes"),
        Case((_normal(5, 8, 1), 2, 3), "le pas est plus grand que la fenêtre"),
        Case((_normal(4, 4, 2), 4, 2), "la fenêtre est ici toute l’image"),
        Case((_normal(3, 5, 2), 1, 2), "la fenêtre est ici d’un pixel"),
        Case((_normal(6, 7, 1), 2, 1), "il n’y a ici qu’un plan, et le pas est 1"),
        Case((np.zeros((4, 5, 2)) - 1, 2, 2), "tous les pixels sont ici égaux"),
        Case((PIXELS, 3, 1), "l’image est ici un tableau d’entiers"),
        Case((-PIXELS, 2, 2), "l’image est ici un tableau d’entiers négatifs"),
        Case((_normal(4, 4, 1).tolist(), 2, 2), "l’image est ici une liste", may_refuse=True),
    ],
    5: [
        _back((5, 4, 1), (3, 3, 1, 1)),
        _back((5, 6, 3), (2, 4, 3, 2), says="le noyau n’est pas carré", by_name=True),
        _back((6, 4, 2), (3, 2, 2, 2), says="il y a ici autant de filtres que de plans"),
        _back((4, 5, 2), (3, 3, 2, 3), 1, says="un bord est ici ajouté"),
        _back((6, 8, 1), (3, 3, 1, 2), 0, 2, says="le pas n’est pas 1 et il reste une ligne et une colonne"),
        _back((5, 4, 2), (4, 3, 2, 3), 3, 2, says="le bord est large, le pas n’est pas 1", by_name=True),
        _back((7, 6, 1), (2, 2, 1, 2), 0, 3, says="le pas est plus grand que le noyau"),
        _back((3, 4, 2), (3, 4, 2, 2), says="le noyau a ici la taille de l’image"),
        _back((1, 2, 1), (3, 4, 1, 2), 1, says="le noyau ne tient ici que grâce au bord ajouté"),
        Case((_normal(5, 4, 1), PIXELS, _normal(2, 2, 2, 1)), "l’image est ici un tableau d’entiers", may_refuse=True),
        Case(
            (_rng.integers(-5, 6, (5, 4, 2)), PIXELS, _rng.integers(-3, 4, (2, 2, 2, 2))),
            "les tableaux sont ici entiers",
            may_refuse=True,
        ),
    ],
}

# Kernels that do not fit: a ValueError is asked.
REFUSALS = {
    "conv_output_size": [
        Case((4, 5, 0, 1)),
        Case((4, 5, 0, 2)),
        Case((2, 9, 3, 4), by_name=True),
        Case((1, 30, 2, 1)),
    ],
    "conv2d": [
        Case((_normal(3, 6, 2), _normal(4, 2, 2, 2), _normal(2))),
        Case((_normal(6, 3, 2), _normal(2, 4, 2, 2), _normal(2)), by_name=True),
        Case((_normal(2, 8, 1), _normal(5, 3, 1, 1), _normal(1), 1, 2)),
        Case((_normal(8, 2, 1), _normal(3, 5, 1, 2), _normal(2), 1, 3)),
        Case((_normal(3, 3, 1), _normal(6, 6, 1, 1), _normal(1), 1)),
    ],
}

SHAPES = (Shape((28, 28, 1), 10, budget=True, learns=True), Shape((30, 24, 3), 3), Shape((26, 28, 2), 7))


@cache
def hidden_digits():
    """The hidden digits: images (1000, 28, 28, 1) float32 in [0, 1], labels (1000,)."""
    with np.load(Path(__file__).with_name("mnist_hidden.npz"), allow_pickle=False) as file:
        return (file["images"][..., None] / 255).astype(np.float32), file["labels"].astype(int)


@cache
def disguised():
    """The digits to learn from and the hidden ones, all turned alike, their labels renamed alike: two pairs.

    Hidden digits may be found elsewhere, with their labels: what has become of them is drawn from the course's secret,
    and can only be learnt from what `train_cnn` is given.
    """
    turned, rng = orientation("tp3 train_cnn"), secret.rng("tp3 labels")
    names, order = rng.permutation(10), rng.permutation(TRAINING.stop)
    (images, labels), (hidden, answers) = digits(TRAINING), hidden_digits()
    return (turned(images[order]), names[labels[order]]), (turned(hidden), names[answers])


_latest = Latest()


def check_threshold(attempt, threshold):
    """One threshold, on hidden digits: a training on disguised ones serves all four. Raises `CheckFailed`."""
    learnt, judged = disguised()
    training = _latest.of(attempt.function, lambda: Training(attempt, *learnt))
    return check_digits(attempt, training, threshold, *judged)


EXERCISES = questions.hidden(
    "tp3",
    tp3.EXERCISES,
    CASES,
    laws=dict.fromkeys(THRESHOLDS, check_threshold),
    given={1: (REFUSALS["conv_output_size"],)}
    | {topic: (REFUSALS["conv2d"], topic) for topic in TOPICS}
    | {7: (SHAPES,)}
    | {name: (name,) for name in THRESHOLDS},
)
# What hidden regions import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
