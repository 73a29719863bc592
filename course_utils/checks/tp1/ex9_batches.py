"""TP1, exercise 9: laws of the batches of `train`: all of them, each sample once, shuffled anew.

Samples that are all alike make the order of the batches indifferent: three steps in batches are then three epochs of
one whole batch. Alike but for their targets, half 0 and half 1, they tell who shuffles; a target of its own each, which
of them was alone in the last batch.
"""

from dataclasses import replace

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.tp1.training import NEAR, Setting, moves, start_alike, steps_of, trained

BATCH_HINTS = {
    "train_avec_remise": "Un mélange est une permutation : un tirage avec remise oublie des exemples.",
    "train_dernier_lot_perdu": "Un dernier lot plus petit que les autres compte aussi.",
    "train_gradient_du_debut": "Chaque lot part des poids que le lot d’avant a laissés, et non de ceux du début "
    "de l’époque.",
    "train_lots_egaux": "Les lots ont batch_size exemples, sauf le dernier, qui prend ce qui reste.",
    "train_premiere_epoque_en_ordre": "Le mélange se fait au début de chaque époque, la première comprise.",
    "train_sans_melange": "Mélangez les exemples avec rng au début de chaque époque.",
    "train_melange_une_fois": "Mélangez les exemples avec rng au début de chaque époque, et non une fois pour toutes.",
    "train_melange_graine_fixe": "L’ordre des exemples est à tirer avec rng.",
}

ROW = np.array([[0.8, -0.4, 0.3]])
ALIKE = Setting(np.repeat(ROW, 5, axis=0), np.repeat([[0.9, 0.2, 0.4]], 5, axis=0), [3, 4, 3], 0.7, 1, 2)
HALVES = Setting(np.repeat(ROW, 12, axis=0), np.tile([[0.0], [1.0]], (6, 1)), [3, 3, 1], 4.0, 1, 2)
MIDDLE = np.full((12, 1), 0.5)
SEEDS = (0, 1, 2, 3)
# Five samples of which one is alone in the last batch: any two of these marks have a sum of their own.
MARKS = np.array([0, 1, 4, 9, 11]) / 11
LAST = Setting(np.repeat(ROW, 5, axis=0), MARKS[:, None], [3, 3, 1], 1e-4, 2, 4)
MANY = range(12)  # seeds: five draws of the last sample out of five are all alike once in 5 ** 11


def check_each_once(attempt):
    """Samples alike but for their targets: in one batch their mean counts, whatever the order. Raises `CheckFailed`."""
    once = replace(HALVES, batch_size=len(HALVES.X))
    if not trained(attempt, once).same_as(trained(attempt, replace(once, y=MIDDLE)), 1e-7):
        text = "train, en un seul lot, ne prend pas chaque exemple une fois et une seule"
        raise attempt.fault(text, "train_avec_remise")


def check_batches(attempt):
    """Samples all alike: three batches of 2, 2 and 1 are three epochs of one whole batch. Raises `CheckFailed`.

    Where the first weights depend on the sizes (orders drawn beforehand, say), nothing can be compared.
    """
    two, three = (replace(ALIKE, batch_size=5, n_epochs=epochs) for epochs in (2, 3))
    if not start_alike(attempt, ALIKE, two, three):
        return
    batches, whole = trained(attempt, ALIKE), trained(attempt, three)
    if batches.same_as(trained(attempt, two), 1e-7):
        raise attempt.fault("train laisse de côté le dernier lot, plus petit", "train_dernier_lot_perdu")
    if not batches.same_as(whole, 1e-7):
        raise _uneven(attempt, steps_of(attempt, ALIKE, replace(ALIKE, batch_size=5)))
    if abs(batches.history[0] - whole.history[-1]) > 1e-7:
        text = "train note dans son historique un coût qui n’est pas celui de la fin de l’époque"
        raise attempt.fault(text, "train_historique_des_lots")


def _uneven(attempt, steps):
    """The failure of three batches that are not three steps, by how many steps of one batch they make, if small."""
    text = "train, sur cinq exemples tous égaux, ne fait pas par lots de 2 (2, 2 et 1) les mêmes pas que par lots de 5"
    known = (
        (2.5, "train_divise_par_batch_size"),
        (3, "train_gradient_du_debut"),
        (5, "train_somme"),
    )
    for number, mistake in known:
        if abs(steps - number) < NEAR:
            return attempt.fault(text, mistake)
    if abs(steps - 1) < NEAR:
        return CheckFailed(f"{text}. Une époque parcourt tous les lots, et pas un seul.", "train_dernier_lot_perdu")
    return CheckFailed(
        f"{text}. Le gradient d’un lot, même incomplet, est la moyenne de ceux de ses exemples, et chaque pas part des "
        "poids du pas d’avant."
    )


def check_shuffling(attempt):
    """Samples alike but for their targets: a 0 and a 1 in pairs that nobody shuffled are like two halves. Raises."""
    if not _unshuffled(attempt, 1):
        return
    everywhere = _unshuffled(attempt, 3)
    text = f"train prend les exemples dans l’ordre où ils arrivent{'' if everywhere else ' à la première époque'}"
    raise attempt.fault(text, "train_sans_melange" if everywhere else "train_premiere_epoque_en_ordre")


def _unshuffled(attempt, n_epochs):
    """Whether no seed has any epoch in another order."""
    pairs = ((replace(HALVES, n_epochs=n_epochs, seed=seed, y=y) for y in (HALVES.y, MIDDLE)) for seed in SEEDS)
    return all(trained(attempt, one).same_as(trained(attempt, other), 1e-7) for one, other in pairs)


def check_last_batches(attempt):
    """Which sample is alone in the last batch, epoch by epoch and seed by seed: shuffled anew each time. Raises."""
    alone = [_alone_in_the_last_batch(attempt, replace(LAST, seed=seed)) for seed in MANY]
    if None in alone:
        text = "train, sur cinq exemples par lots de 4, ne fait pas à chaque époque un lot de 4 puis un lot de 1"
        raise attempt.fault(text, "train_lots_egaux")
    if all(first == second for first, second in alone):
        raise attempt.fault("train fait les mêmes lots à chaque époque", "train_melange_une_fois")
    if len(set(alone)) == 1:
        text = "train mélange les exemples de la même façon quelle que soit la graine de rng"
        raise attempt.fault(text, "train_melange_graine_fixe")


def _alone_in_the_last_batch(attempt, setting):
    """The two samples that were alone in the last batch, in two epochs of two steps; None where none would do so.

    To the first order the four steps add up, each in proportion to the mean target of its batch: the sum tells.
    """
    ends = (moves(attempt, replace(setting, y=np.full_like(setting.y, end))) for end in (0.0, 1.0))
    zero, one = ends
    share = ((moves(attempt, setting) - zero) * (one - zero)).sum() / ((one - zero) ** 2).sum()
    for first, mark in enumerate(MARKS):
        for second in range(first + 1):
            means = [((MARKS.sum() - lone) / 4 + lone) / 2 for lone in (mark, MARKS[second])]
            if abs(share - np.mean(means)) < 1e-3:
                return first, second
    return None
