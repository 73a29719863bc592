"""TP1, exercise 9: the task, a call of `train` and what it gives; all randomness comes from `rng`."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.record import reseeded
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import numbers
from course_utils.checks.values import kind, same, sequence

TRAIN = Task(
    "train",
    ("X", "y", "layer_sizes", "learning_rate", "n_epochs", "batch_size", "rng"),
    results=("weights", "biases", "history"),
    hints={
        "train_historique_longueur": "L’historique a un nombre par époque.",
        "train_hasard_global": "Tout le hasard doit venir de rng.",
        "train_symetrie": "Ils reçoivent le même gradient et le restent à jamais. Qu’est-ce qui peut briser "
        "cette symétrie ?",
        "train_graine_fixe": "Les premiers poids sont à tirer avec rng.",
        "train_immobile": "Aucun pas de descente n’est fait : les poids sont-ils remplacés à chaque pas ?",
        "train_n_apprend_pas": "Vérifiez le gradient (exercice 7), et que chaque pas part des poids courants.",
        "train_sans_le_2": "Chaque pas est deux fois trop petit.",
        "train_somme": "Le gradient d’un lot est la moyenne de ceux de ses exemples, pas leur somme.",
        "train_divise_par_batch_size": "Un lot incomplet se divise par sa propre taille, et non par batch_size.",
        "train_divise_deux_fois": "Le gradient est divisé deux fois par le nombre d’exemples.",
        "train_divise_par_n_out": "Le coût somme sur les sorties.",
        "train_monte": "La descente monte au lieu de descendre.",
        "train_sans_taux": "Le taux d’apprentissage n’est pas utilisé.",
        "train_biais_figes": "Les biais apprennent aussi, de toutes les couches.",
        "train_poids_figes": "Toutes les couches apprennent, et pas seulement la dernière.",
        "train_avec_remise": "Un mélange est une permutation : un tirage avec remise oublie des exemples.",
        "train_dernier_lot_perdu": "Un dernier lot plus petit que les autres compte aussi.",
        "train_historique_debut": "C’est le coût du début de chaque époque, ou la moyenne des coûts des lots, "
        "vus avant chaque pas : il faut celui de la fin de l’époque.",
        "train_historique_moyenne_des_sorties": "Celui de l’exercice 7 les somme.",
        "train_historique": "C’est celui de l’exercice 7, sur tout X, à la fin de chaque époque.",
        "train_historique_des_lots": "La moyenne des coûts des lots, vus pendant que les poids changent, ou "
        "les poids d’une autre époque donnent autre chose.",
        "train_premiere_epoque_en_ordre": "Le mélange se fait au début de chaque époque, la première comprise.",
        "train_sans_melange": "Mélangez les exemples avec rng au début de chaque époque.",
        "train_melange_une_fois": "Mélangez les exemples avec rng au début de chaque époque, et non une fois "
        "pour toutes.",
        "train_melange_graine_fixe": "L’ordre des exemples est à tirer avec rng.",
        "train_couches_decalees": "Le gradient se calcule une fois par lot, pour toutes les couches, avant que l’une "
        "d’elles change ; et le pas n’est ni borné ni normalisé.",
        "train_arret_precoce": "Chaque époque fait tous ses pas, même quand le coût ne baisse presque plus : rien "
        "n’est dit d’un arrêt avant la fin.",
        "train_pas_inegaux": "Chaque pas est learning_rate fois le gradient du lot, sans élan ni taux qui change "
        "d’une époque à l’autre.",
        "train_gradient_du_debut": "Chaque lot part des poids que le lot d’avant a laissés, et non de ceux du début "
        "de l’époque.",
        "train_lots_egaux": "Les lots ont batch_size exemples, sauf le dernier, qui prend ce qui reste.",
        "train_meilleurs_poids": "Ce sont les poids courants qui sont demandés, et non les meilleurs rencontrés.",
    },
    broader="Entraînez à la main un réseau [1, 2, 1] sur trois exemples, une époque, et suivez chaque lot.",
    example="À la main : cinq exemples par lots de 2 font trois lots, de 2, 2 et 1 exemples, donc trois pas par "
    "époque.",
    reread="la section 9 de ce TP, les quatre temps d’une époque",
)


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


# So small a step that the network stays where it was initialised.
STILL = 1e-12


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
