"""The hidden tests of TP2: the laws that students' own tests hold, on arguments that they have not seen.

No message shows an argument, a result or a shape. What `best_model` is judged on is drawn from the course secret.
"""

import numpy as np

from course_admin.hidden import questions
from course_admin.records import secret
from course_utils.capteurs import campaign
from course_utils.checks import tp2
from course_utils.checks.exercise import Latest
from course_utils.checks.task import Case
from course_utils.checks.tp2.ex1_split import REAL, Splitting, class_rows, regression_rows
from course_utils.checks.tp2.ex5_training import Training, contrary_rows, easy_rows
from course_utils.checks.tp2.ex6_folds import Folding
from course_utils.checks.tp2.ex7_dropout import Dropping, values
from course_utils.checks.tp2.ex9_best import check_score, predictions

_rng = np.random.default_rng(20261026)


def _integers(n):
    """Rows of integers, one column of which is constant."""
    X = _rng.integers(-50, 1000, (n, 3))
    X[:, 1] = 4
    return X, _rng.permutation(n) / 8 + 0.5


SPLITS = (
    Splitting(*regression_rows(75, 31), 0.2, "distinct", REAL, (5, 6, 7), constant=2),
    Splitting(*_integers(48), 0.25, "distinct", "X est ici un tableau d’entiers", (8, 9), constant=1),
    Splitting(*class_rows((12, 180, 60, 48), 33), 0.25, "classes", "y est ici entier", tuple(range(10, 16))),
    Splitting(*class_rows((40, 2), 34), 0.5, "classes", "une classe n’a ici que deux exemples", (3, 4)),
    Splitting(
        regression_rows(30, 35)[0].tolist(),
        (np.arange(30) + 0.5).tolist(),
        0.3,
        "distinct",
        "X et y sont ici des listes",
        (1, 2),
        constant=2,
        may_refuse=True,
    ),
)


def _ints8(counts, seed):
    X, y = class_rows(counts, seed)
    return X, y.astype(np.uint8)


SPLITS += (Splitting(*_ints8((90, 30), 36), 0.3, "classes", "y est ici un tableau de petits entiers", (20, 21, 22)),)

TRAININGS = (
    Training(*contrary_rows(24), 35, 10, 2.0, "worse"),
    Training(*contrary_rows(20), 3, 10, 2.0, "worse"),  # it ends before any patience: the best weights all the same
    Training(*easy_rows(25, seed=51), 9, 16, 0.15, "better"),
)

FOLDS = (Folding(37, 5, 2, "mae", 61), Folding(24, 2, 3, "accuracy", 62))

DROPOUTS = (
    Dropping(values(80, 45, seed=41), 0.3, 41),
    Dropping(values(45, 80, seed=42), 0.9, 42),
    Dropping(values(3000, seed=43), 0.15, 43, "a est ici un vecteur"),
    Dropping(values(12, 15, 20, seed=44), 0.6, 44, "a a ici trois dimensions"),
    Dropping(_rng.integers(1, 9, (50, 60)), 0.35, 45, "a est ici un tableau d’entiers"),
    Dropping(values(30, 40, seed=46).tolist(), 0.5, 46, "a est ici une liste", may_refuse=True),
)


def _normal(*shape):
    return _rng.normal(0.5, 2.0, shape)


CASES = {  # by the exercise's number where it asks for one function, else by the function's name
    8: [
        Case((_normal(8, 4), _normal(4), _normal(4), 1e-3)),
        Case((_normal(5, 5), _normal(5), _normal(5), 0.3), "a est ici carré", by_name=True),
        Case((_normal(6, 2) + 100, np.ones(2), np.zeros(2), 1e-5), "les colonnes sont ici loin de 0"),
        Case((_normal(9, 1), _normal(1), _normal(1), 0.05), "il n’y a ici qu’un attribut"),
        Case((_normal(1, 3), _normal(3), _normal(3), 0.1), "il n’y a ici qu’un exemple"),
        Case((np.full((4, 2), -3.0), _normal(2), _normal(2), 1e-3), "les colonnes sont ici constantes"),
        Case((_rng.integers(-5, 9, (6, 3)), np.array([1, 2, 3]), np.array([0, -1, 1]), 0.2), "tout est ici entier"),
        Case((_normal(4, 2).tolist(), [1.0, 2.0], [0.5, 0.0], 0.1), "tout est ici en listes", may_refuse=True),
    ]
}


_best = Latest()


def check_best(attempt, place):
    """The model of one's own, on readings drawn from the course secret: one training for both thresholds. Raises."""

    def judged():
        (X_train, y_train), (X, y) = campaign(secret.rng("tp2 best_model"), 800, 3000)
        return predictions(attempt, X_train, y_train, X), y

    return check_score(attempt, *_best.of(attempt.function, judged), place)


EXERCISES = questions.hidden(
    "tp2",
    tp2.EXERCISES,
    CASES,
    laws={"best_model_1": check_best, "best_model_2": check_best},
    given={
        1: (SPLITS,),
        2: ((9, 1),),
        3: ((9, 1),),
        4: (((8, 5), (4, 3)),),
        5: (TRAININGS,),
        6: (FOLDS,),
        7: (DROPOUTS,),
        "best_model_1": (0,),
        "best_model_2": (1,),
    },
)
# What hidden regions import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
