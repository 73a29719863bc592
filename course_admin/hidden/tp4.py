"""The hidden tests of TP4: the questions that students' own tests put, on arguments that they have not seen.

What computes is compared with the bank of answers, run here in numpy. What trains is judged on data that the student's
code never saw before the call: values drawn from the course secret, and digits that are in no student's clone.
"""

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from course_admin.hidden import questions
from course_admin.hidden.disguise import orientation
from course_admin.records import secret
from course_utils.checks import tp4
from course_utils.checks.task import Case
from course_utils.checks.tp4.ex1_autoencoder import Size
from course_utils.checks.tp4.ex2_training import check_training, two_levels
from course_utils.checks.tp4.ex4_denoiser import N_TRAIN, check_denoiser, digits, shrink
from course_utils.checks.tp4.networks import HALF, Network

DIGITS = Path(__file__).with_name("mnist_hidden.npz")


_rng = np.random.default_rng(20261129)


def _normal(*shape):
    return _rng.normal(0, 1.2, shape)


def _mixed(n, d):
    """Samples whose attributes are correlated, of different spreads, and not centred."""
    return _normal(n, d) @ _normal(d, d) + 3 * _normal(1, d)


def _network(*sizes, activations, **options):
    """A `Network` of these layer sizes."""
    weights = []
    for n_in, n_out in pairwise(sizes):
        weights += [_normal(n_in, n_out), _normal(n_out)]
    return Network(weights, activations, **options)


_decoder = _network(4, 6, 7, activations=["tanh", "sigmoid"])
_autoencoder = _network(5, 3, 5, activations=["tanh", "sigmoid"], loss="binary_crossentropy")
_rows = _normal(30, 5) * np.linspace(0.1, 1.5, 30)[:, None] + 0.3

CASES = {  # by the exercise's number where it asks for one function, else by the function's name
    3: [
        Case((_mixed(30, 5), _mixed(7, 5), 2)),
        Case((_mixed(20, 6), _mixed(4, 6) + 8, 3), by_name=True),
        Case((_mixed(15, 4), _mixed(1, 4), 1), "X n’a ici qu’une ligne"),
        Case((_mixed(5, 9), _mixed(6, 9), 3), "il y a ici moins d’exemples que d’attributs"),
        Case((_mixed(12, 4), _mixed(5, 4), 4), "toutes les composantes sont ici gardées"),
        Case((_mixed(6, 6), _mixed(6, 6), 2), "toutes les dimensions sont ici égales"),
        Case((_rng.integers(-5, 9, (10, 3)), _rng.integers(0, 7, (4, 3)), 2), "tout est ici entier", may_refuse=True),
    ],
    5: [
        Case((_normal(6, 6), _normal(6, 6))),
        Case((_normal(5, 3), _normal(5, 3)), by_name=True),
        Case((_normal(4, 3, 5), _normal(4, 3, 5)), "X est ici un lot d’images en gris"),
        Case((_normal(5, 4, 2, 3), _normal(5, 4, 2, 3)), "X est ici un lot d’images en couleur"),
        Case((_normal(1, 3, 3, 1), _normal(1, 3, 3, 1)), "il n’y a ici qu’une image"),
        Case((_normal(4, 1), _normal(4, 1)), "il n’y a ici qu’un attribut"),
        Case((_rng.integers(0, 5, (4, 6)), _rng.integers(0, 5, (4, 6))), "les tableaux sont ici entiers"),
        Case((_normal(5, 8), _normal(5, 8).astype(np.float32)), "X_hat est ici en simple précision"),
    ],
    "anomaly_threshold": [
        Case((_rng.exponential(size=50), 0.9)),
        Case((_rng.exponential(size=333), 0.95), by_name=True),
        Case((_rng.exponential(size=21) + 0.5, 0.5), "c’est ici la médiane"),
        Case((_rng.exponential(size=400), 0.99)),
        Case((_rng.exponential(size=64), 0.1)),
        Case((np.append(_rng.exponential(size=30), 500.0), 0.8), "une erreur est ici énorme"),
        Case((np.repeat(_rng.exponential(size=6), [4, 3, 40, 5, 2, 6]), 0.5), "des erreurs se répètent ici"),
    ],
    "detect_anomalies": [
        Case((_autoencoder, _rows, 0.8)),
        Case((_autoencoder, _rows[::-1], 1.4), by_name=True),
        Case(
            (HALF, 2.0 * _rng.integers(-2, 3, (40, 4)), 1.5),
            "des erreurs sont ici égales au seuil, et le modèle a du dropout",
        ),
        Case((HALF, np.zeros((3, 4)), 0.0), "tout est ici parfaitement reconstruit"),
        Case((_autoencoder, _rows[:1], 0.01), "il n’y a ici qu’un exemple"),
        Case((_autoencoder, _rows, 100.0), "rien n’est ici anormal"),
    ],
    "reparameterize": [
        Case((_normal(6, 4), _normal(6, 4), _normal(6, 4))),
        Case((_normal(3, 3), _normal(3, 3) - 2, _normal(3, 3)), by_name=True),
        Case((_normal(1, 5), _normal(1, 5), _normal(1, 5)), "il n’y a ici qu’un exemple"),
        Case((_normal(5, 1), _normal(5, 1), np.zeros((5, 1))), "eps est ici nul"),
        Case(tuple(_rng.integers(-2, 3, (3, 3, 2))), "tout est ici entier", may_refuse=True),
    ],
    "kl_divergence": [
        Case((_normal(7, 3), _normal(7, 3))),
        Case((_normal(4, 4), _normal(4, 4) - 2), by_name=True),
        Case((_normal(1, 6), _normal(1, 6)), "il n’y a ici qu’un exemple"),
        Case((_normal(6, 1), _normal(6, 1)), "il n’y a ici qu’une dimension latente"),
        Case((np.zeros((3, 2)), np.zeros((3, 2))), "la loi est ici la loi normale centrée réduite"),
        Case(
            (_rng.integers(-3, 4, (4, 3)), _rng.integers(-2, 3, (4, 3))),
            "les tableaux sont ici entiers",
            may_refuse=True,
        ),
    ],
    8: [
        Case((_decoder, _normal(4), _normal(4), 6)),
        Case((_decoder, _normal(4), _normal(4), 11), by_name=True),
        Case((_decoder, _normal(4), _normal(4), 2), "il n’y a ici que les deux bouts"),
        Case((_decoder, np.ones(4), np.ones(4), 3), "les deux bouts sont ici le même code"),
        Case(
            (_network(2, 5, activations=["sigmoid"], dropout=0.5), _normal(2), _normal(2), 40),
            "la marche est ici longue, et le décodeur a du dropout",
        ),
        Case((_decoder, np.array([2, 0, -1, 1]), np.array([-1, 3, 0, 1]), 5), "les codes sont ici des entiers"),
        Case(
            (_decoder, [0.5, -1.0, 0.25, 2.0], [1.0, 1.0, 0.0, -2.0], 4),
            "les codes sont ici des listes",
            may_refuse=True,
        ),
    ],
}

SIZES = (Size(31, 6, trains=True, by_name=True), Size(9, 1))
NOISE_SEEDS = (20261129, 41)


@cache
def hidden_digits():
    """The digits that are in no student's clone, at the size of the visible ones."""
    with np.load(DIGITS, allow_pickle=False) as file:
        return shrink(file["images"])


def check_autoencoder_training(attempt):
    """`train_autoencoder` on values of the course secret. Raises `CheckFailed`."""
    X = two_levels(240, 12, seed=int(secret.rng("tp4 train_autoencoder").integers(1 << 30)))
    check_training(attempt, X, epochs=37, seed=5)


def check_hidden_digits(attempt):
    """`train_denoiser` on digits that are in no student's clone, turned as the secret says. Raises `CheckFailed`."""
    turned = orientation("tp4 train_denoiser")
    learnt, judged = (turned(X.reshape(-1, 14, 14)).reshape(X.shape) for X in (digits()[-N_TRAIN:], hidden_digits()))
    return check_denoiser(attempt, learnt, judged, seed=7)


EXERCISES = questions.hidden(
    "tp4",
    tp4.EXERCISES,
    CASES,
    laws={2: check_autoencoder_training, "train_denoiser": check_hidden_digits},
    given={1: (SIZES,), "add_noise": (NOISE_SEEDS,)},
)
# What hidden regions import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})
