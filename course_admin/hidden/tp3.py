"""The hidden tests of TP3: the checks that students have, on arguments that they have not seen.

Results and mistakes are computed from the bank of answers. No message shows an argument, a result or a shape.
"""

from functools import cache
from pathlib import Path

import numpy as np

from course_admin.answers import reference
from course_admin.author.freeze import completed
from course_utils.checks.engine import NOT_ASKED, Case, asked, judging
from course_utils.checks.tp3 import TASKS, check_cnn, check_digits, check_edges, check_with_refusals, trained


def exercise_1(conv_output_size=NOT_ASKED):
    """The size of a convolution's output, on one side."""
    _check(conv_output_size=conv_output_size)


def exercise_2(conv_parameters=NOT_ASKED):
    """The number of parameters of a convolution."""
    _check(conv_parameters=conv_parameters)


def exercise_3(conv2d=NOT_ASKED):
    """A convolution: planes, filters, padding, stride."""
    _check(conv2d=conv2d)


def exercise_4(max_pool2d=NOT_ASKED):
    """Max pooling, plane by plane."""
    _check(max_pool2d=max_pool2d)


def exercise_5(conv2d_backward=NOT_ASKED):
    """The three gradients of a convolution."""
    _check(conv2d_backward=conv2d_backward)


def exercise_6(edge_kernels=NOT_ASKED):
    """Two kernels that find vertical and horizontal edges."""
    for function in asked(edge_kernels=edge_kernels).values():
        with judging(TASKS["edge_kernels"], function):
            check_edges(function, reveal=False)


def exercise_7(cnn_model=NOT_ASKED):
    """A small convolutional network for integer labels."""
    for function in asked(cnn_model=cnn_model).values():
        with judging(TASKS["cnn_model"], function):
            check_cnn(function, (28, 28, 1), 10, budget=True, learns=True, reveal=False)
            check_cnn(function, (30, 24, 3), 3, reveal=False)
            check_cnn(function, (26, 28, 2), 7, reveal=False)


def exercise_8(train_cnn=NOT_ASKED, second=NOT_ASKED, third=NOT_ASKED, shifted=NOT_ASKED):
    """A trained network: three thresholds of accuracy, and one on shifted digits, all for the same function.

    What the visible check has just trained is judged: hidden digits are shown to it, and their labels are not.
    """
    functions = asked(train_cnn=train_cnn, second=second, third=third, shifted=shifted)
    for threshold, function in functions.items():
        with judging(TASKS["train_cnn"], function):
            check_digits(trained(function, reveal=False), threshold, *hidden_digits(), reveal=False)


@cache
def hidden_digits():
    """The hidden digits: images (1000, 28, 28, 1) float32 in [0, 1], labels (1000,)."""
    with np.load(Path(__file__).with_name("mnist_hidden.npz"), allow_pickle=False) as file:
        return (file["images"][..., None] / 255).astype(np.float32), file["labels"].astype(int)


def _check(**functions):
    """Check the functions that were asked on their hidden cases."""
    for name, function in asked(**functions).items():
        check_with_refusals(TASKS[name], function, hidden_cases(name), REFUSALS.get(name, ()), reveal=False)


@cache
def hidden_cases(name):
    """The hidden cases of one function, with their results and what the known mistakes give."""
    return completed("tp3", name, CASES[name], TASKS[name].hints)


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

CASES = {
    "conv_output_size": [
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
    "conv_parameters": [
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
    "max_pool2d": [
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
    "conv2d_backward": [
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
