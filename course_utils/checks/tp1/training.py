"""TP1, exercise 9: a call of `train`, what it gives, how far it went; all randomness comes from `rng`."""

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.record import reseeded
from course_utils.checks.task import Case
from course_utils.checks.tp1.arguments import numbers
from course_utils.checks.values import kind, same, sequence

CALL_HINTS = {
    "train_historique_longueur": "L’historique a un nombre par époque.",
    "train_hasard_global": "Tout le hasard doit venir de rng.",
    "train_symetrie": "Ils reçoivent le même gradient et le restent à jamais. Qu’est-ce qui peut briser "
    "cette symétrie ?",
    "train_graine_fixe": "Les premiers poids sont à tirer avec rng.",
    "train_sans_taux": "Le taux d’apprentissage n’est pas utilisé.",
    "train_immobile": "Aucun pas de descente n’est fait : les poids sont-ils remplacés à chaque pas ?",
}


@dataclass(frozen=True)
class Setting:
    """The arguments of one call of `train`, `rng` given by its seed."""

    X: np.ndarray
    y: np.ndarray
    layer_sizes: list
    learning_rate: float
    n_epochs: int
    batch_size: int
    seed: int = 0


@dataclass(frozen=True)
class Training:
    """What `train` gave, its structure verified."""

    weights: list
    biases: list
    history: np.ndarray

    def same_as(self, other, tolerance=1e-9):
        """Whether two trainings ended alike."""
        mine, others = [*self.weights, *self.biases], [*other.weights, *other.biases]
        return same(mine, others, rtol=tolerance, atol=tolerance)


# So small a step that the network stays where it was initialised, and one so small that the loss is all but straight.
STILL, SMALL_STEP = 1e-12, 1e-3
NEAR = 0.02  # of a ratio of steps


def trained(attempt, setting, by_name=False):
    """Call `train` and verify what it returns: parts, shapes, finite numbers. Raises `CheckFailed`."""
    rng = np.random.default_rng(setting.seed)
    args = (setting.X, setting.y, list(setting.layer_sizes), setting.learning_rate, setting.n_epochs)
    case = Case((*args, setting.batch_size, rng), by_name=by_name)
    what = attempt.describe(case)
    parts = sequence(value := attempt.value(case))
    if parts is None or len(parts) != 3:
        came = kind(value) if parts is None else f"{len(parts)} élément{'s' * (len(parts) > 1)}"
        raise CheckFailed(f"{what} renvoie {came}, attendu (weights, biases, history).")
    pairs = list(pairwise(setting.layer_sizes))
    weights = _layers(attempt, what, parts[0], "weights", [(n_out, n_in) for n_in, n_out in pairs])
    biases = _layers(attempt, what, parts[1], "biases", [(n_out,) for _, n_out in pairs])
    history = sequence(parts[2])
    if history is None or len(history) != setting.n_epochs:
        raise attempt.fault(f"{what} renvoie un historique d’une autre longueur", "train_historique_longueur")
    history = _array(attempt, what, history, "history", (setting.n_epochs,))
    return Training(weights, biases, history)


def _layers(attempt, what, value, label, shapes):
    """The arrays of a list, one a layer, of these shapes."""
    parts = sequence(value)
    if parts is None or len(parts) != len(shapes):
        raise CheckFailed(f"{what} ne renvoie pas dans {label} un tableau par couche.")
    pairs = enumerate(zip(parts, shapes, strict=True))
    return [_array(attempt, what, part, f"{label}[{i}]", shape) for i, (part, shape) in pairs]


def _array(attempt, what, value, label, shape):
    """Finite numbers of that shape, whatever they are."""
    fault = attempt.comparison.form(value, shape, label)
    if fault:
        raise CheckFailed(f"{what} {fault}.")
    return np.asarray(value, dtype=float)


def twins(training, layer_sizes):
    """Whether some hidden layer has only neurons that nothing tells apart: they would stay the same for ever."""
    for layer, size in enumerate(layer_sizes[1:-1]):
        into = np.column_stack([training.weights[layer], training.biases[layer]])
        out = training.weights[layer + 1].T
        if size > 1 and np.ptp(into, axis=0).max() < 1e-9 and np.ptp(out, axis=0).max() < 1e-9:
            return True
    return False


SMALL = Setting(numbers(7, 3), (numbers(7, 2, start=8) > 0).astype(float), [3, 4, 2], 0.5, 4, 3)


def check_randomness(attempt, setting, first=None):
    """All randomness comes from `rng`, and breaks the symmetry of the hidden neurons. Raises `CheckFailed`."""
    first = first or trained(attempt, setting)
    with reseeded(12345):
        again = trained(attempt, setting)
    if not first.same_as(again):
        text = "train, appelée deux fois avec un rng de même graine, ne donne pas deux fois le même réseau"
        raise attempt.fault(text, "train_hasard_global")
    still = {**vars(setting), "learning_rate": STILL}
    initial, other = (trained(attempt, Setting(**still | {"seed": seed})) for seed in (0, 1))
    if twins(initial, setting.layer_sizes):
        raise attempt.fault("train part de neurones cachés tous identiques", "train_symetrie")
    if initial.same_as(other):
        raise attempt.fault("train part des mêmes poids quelle que soit la graine de rng", "train_graine_fixe")
    if initial.same_as(first) and np.ptp(first.history) > 0:
        raise attempt.fault("train fait les mêmes pas quel que soit learning_rate", "train_sans_taux")
    if initial.same_as(first):
        raise attempt.fault("train ne change pas les poids", "train_immobile")


def moves(attempt, setting):
    """All that a training changed in the weights and biases, in a row; what it was trained from is told by STILL."""
    still, moved = trained(attempt, replace(setting, learning_rate=STILL)), trained(attempt, setting)
    pairs = zip(still.weights + still.biases, moved.weights + moved.biases, strict=True)
    return np.concatenate([(new - old).ravel() for old, new in pairs])


def steps_of(attempt, setting, one):
    """How many times as far a training goes as another one, both of small steps."""
    far, near = (moves(attempt, replace(each, learning_rate=SMALL_STEP)) for each in (setting, one))
    return (far * near).sum() / (near * near).sum()


def start_alike(attempt, *settings):
    """Whether these trainings start from the same weights, which may depend on how many orders are drawn."""
    first, *others = (trained(attempt, replace(setting, learning_rate=STILL)) for setting in settings)
    return all(first.same_as(other, 1e-6) for other in others)
