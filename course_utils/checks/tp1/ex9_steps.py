"""TP1, exercise 9: laws of the steps of `train`: their length, their number, of every layer.

Of a step so small that the loss is all but straight, its length tells by how much the loss must go down; and one step,
of whatever length, is in proportion to the learning rate.
"""

from dataclasses import replace

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.tp1.arguments import numbers
from course_utils.checks.tp1.training import NEAR, SMALL_STEP, STILL, Setting, moves, start_alike, steps_of, trained

STEP_HINTS = {
    "train_poids_figes": "Toutes les couches apprennent, et pas seulement la dernière.",
    "train_biais_figes": "Les biais apprennent aussi, de toutes les couches.",
    "train_sans_le_2": "Chaque pas est deux fois trop petit.",
    "train_somme": "Le gradient d’un lot est la moyenne de ceux de ses exemples, pas leur somme.",
    "train_divise_par_batch_size": "Un lot incomplet se divise par sa propre taille, et non par batch_size.",
    "train_divise_deux_fois": "Le gradient est divisé deux fois par le nombre d’exemples.",
    "train_divise_par_n_out": "Le coût somme sur les sorties.",
    "train_monte": "La descente monte au lieu de descendre.",
    "train_historique_debut": "C’est le coût du début de chaque époque, ou la moyenne des coûts des lots, "
    "vus avant chaque pas : il faut celui de la fin de l’époque.",
    "train_historique_moyenne_des_sorties": "Celui de l’exercice 7 les somme.",
    "train_historique": "C’est celui de l’exercice 7, sur tout X, à la fin de chaque époque.",
    "train_couches_decalees": "Le gradient se calcule une fois par lot, pour toutes les couches, avant que l’une "
    "d’elles change ; et le pas n’est ni borné ni normalisé.",
    "train_arret_precoce": "Chaque époque fait tous ses pas, même quand le coût ne baisse presque plus : rien "
    "n’est dit d’un arrêt avant la fin.",
    "train_pas_inegaux": "Chaque pas est learning_rate fois le gradient du lot, sans élan ni taux qui change "
    "d’une époque à l’autre.",
}

STEP = Setting(numbers(7, 3), (numbers(7, 3, start=8) > 0).astype(float), [3, 4, 3], SMALL_STEP, 1, 7)
# Solved long before the end: who stops early is seen.
SOLVED = Setting(np.array([[0.8, -0.4, 0.3]]), np.array([[0.3]]), [3, 2, 1], 2.0, 60, 1)


def check_step(attempt, setting):
    """All weights and biases move, and the loss goes down by as much as their step promises. Raises `CheckFailed`."""
    still = trained(attempt, replace(setting, learning_rate=STILL))
    moved = trained(attempt, setting)
    for name, mistake in (("weights", "train_poids_figes"), ("biases", "train_biais_figes")):
        for layer, (old, new) in enumerate(zip(getattr(still, name), getattr(moved, name), strict=True)):
            if np.abs(new - old).max() < 1e-9:
                raise attempt.fault(f"train ne change pas {name}[{layer}]", mistake)
    share = _share(still, moved)
    n, n_out = setting.y.shape
    if abs(share - 1) < NEAR:
        return
    if abs(share) < 1e-6:
        raise attempt.fault("train ne note pas dans son historique le bon coût", "train_historique_debut")
    known = (
        (2, "train_sans_le_2"),
        (1 / n, "train_somme"),
        (n, "train_divise_deux_fois"),
        (-1, "train_monte"),
        (n_out, "train_divise_par_n_out"),
        (1 / n_out, "train_historique_moyenne_des_sorties"),
    )
    text = "train : la longueur d’un pas et la baisse du coût dans l’historique ne s’accordent pas"
    if abs(2 * still.history[0] * share - 1) < NEAR:
        raise attempt.fault("train note dans son historique la racine carrée du coût", "train_historique")
    for factor, mistake in known:
        if abs(share / factor - 1) < NEAR:
            raise attempt.fault(text, mistake)
    raise CheckFailed(
        f"{text}. Chaque pas est learning_rate fois le gradient de l’exercice 7, pour les exemples et les "
        "étiquettes d’un "
        "même lot, et l’historique le coût dont il est le gradient."
    )


def _share(still, moved):
    """The fall of the loss, in parts of what the length of a small step promises: 2 for a step of half its length."""
    pairs = zip(still.weights + still.biases, moved.weights + moved.biases, strict=True)
    promised = sum(((new - old) ** 2).sum() for old, new in pairs) / SMALL_STEP
    return (still.history[0] - moved.history[0]) / promised if promised else 0.0


def check_one_step(attempt):
    """A step is learning_rate times a gradient: ten times the rate, ten times the step, to the last digit. Raises."""
    small, large = (moves(attempt, replace(STEP, learning_rate=rate)) for rate in (0.3, 3.0))
    if not np.allclose(large, 10 * small, rtol=1e-6, atol=1e-9):
        text = "train, en un seul lot et une seule époque, ne fait pas un pas proportionnel à learning_rate"
        raise attempt.fault(text, "train_couches_decalees")


def check_every_epoch_steps(attempt):
    """Of small steps, four epochs make four; and a network that has all but learnt goes on learning. Raises."""
    steps = steps_of(attempt, replace(STEP, n_epochs=4), STEP)
    if abs(steps - 4) > NEAR and start_alike(attempt, STEP, replace(STEP, n_epochs=4)):
        made = f"{steps:.1f}".replace(".", ",")
        mistake = "train_arret_precoce" if abs(steps - round(steps)) < NEAR and steps < 4 else "train_pas_inegaux"
        raise attempt.fault(f"train, en 4 époques d’un seul petit pas, avance comme de {made} pas", mistake)
    history = trained(attempt, SOLVED).history
    if (history[1:] == history[:-1]).any():
        stopped = int(np.flatnonzero(history[1:] == history[:-1])[0]) + 1
        text = f"train n’apprend plus rien après {stopped} époques sur {SOLVED.n_epochs}"
        raise attempt.fault(text, "train_arret_precoce")


def check_larger_batch(attempt):
    """A batch_size above the number of samples makes one batch of them all. Raises `CheckFailed`."""
    large = replace(STEP, batch_size=2 * STEP.batch_size)
    still, moved = trained(attempt, replace(large, learning_rate=STILL)), trained(attempt, large)
    if np.abs(moved.weights[-1] - still.weights[-1]).max() < 1e-9:
        text = "train ne fait aucun pas quand batch_size dépasse le nombre d’exemples"
        raise attempt.fault(text, "train_dernier_lot_perdu")
    if abs(_share(still, moved) / 2 - 1) < NEAR:
        text = "train fait un pas trop petit quand batch_size dépasse le nombre d’exemples"
        raise attempt.fault(text, "train_divise_par_batch_size")
