"""TP1, exercise 9: laws of `train` that need no implementation of it, on data made so that a fault shows.

Samples that are all alike make the order of the batches indifferent: three steps in batches are then three epochs of
one whole batch. Alike but for their targets, half 0 and half 1, they tell who shuffles; a target of its own each, which
of them was alone in the last batch. Of a step so small that the loss is all but straight, its length tells by how much
the loss must go down; and one step, of whatever length, is in proportion to the learning rate.
"""

from dataclasses import replace

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.tp1.arguments import numbers
from course_utils.checks.tp1.training import STILL, Setting, trained

ROW = np.array([[0.8, -0.4, 0.3]])
ALIKE = Setting(np.repeat(ROW, 5, axis=0), np.repeat([[0.9, 0.2, 0.4]], 5, axis=0), [3, 4, 3], 0.7, 1, 2)
HALVES = Setting(np.repeat(ROW, 12, axis=0), np.tile([[0.0], [1.0]], (6, 1)), [3, 3, 1], 4.0, 1, 2)
SMALL_STEP = 1e-3
SEEDS = (0, 1, 2, 3)
MIDDLE = np.full((12, 1), 0.5)
NEAR = 0.02


# Five samples of which one is alone in the last batch: any two of these marks have a sum of their own.
MARKS = np.array([0, 1, 4, 9, 11]) / 11
LAST = Setting(np.repeat(ROW, 5, axis=0), MARKS[:, None], [3, 3, 1], 1e-4, 2, 4)
MANY = range(12)  # seeds: five draws of the last sample out of five are all alike once in 5 ** 11
# Solved long before the end, and a loss that goes up and down: who stops early, or keeps the best epoch, is seen.
SOLVED = Setting(ROW, np.array([[0.3]]), [3, 2, 1], 2.0, 60, 1)
JERKS = Setting(np.repeat(ROW, 4, axis=0), np.array([[0.0], [1.0], [0.0], [1.0]]), [3, 3, 1], 3.0, 6, 1)
STEP = Setting(numbers(7, 3), (numbers(7, 3, start=8) > 0).astype(float), [3, 4, 3], SMALL_STEP, 1, 7)


def check_laws(attempt):
    """A step of the right length for every layer, whole batches, all of them, shuffled. Raises `CheckFailed`."""
    check_each_once(attempt)
    for seed in SEEDS[:2]:
        check_step(attempt, replace(STEP, seed=seed))
    check_one_step(attempt)
    check_every_epoch_steps(attempt)
    check_larger_batch(attempt)
    check_batches(attempt)
    check_shuffling(attempt)
    check_history(attempt)
    check_last_weights(attempt)
    check_last_batches(attempt)


def check_each_once(attempt):
    """Samples alike but for their targets: in one batch their mean counts, whatever the order. Raises `CheckFailed`."""
    once = replace(HALVES, batch_size=len(HALVES.X))
    if not trained(attempt, once).same_as(trained(attempt, replace(once, y=MIDDLE)), 1e-7):
        text = "train, en un seul lot, ne prend pas chaque exemple une fois et une seule"
        raise attempt.fault(text, "train_avec_remise")


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


def check_batches(attempt):
    """Samples all alike: three batches of 2, 2 and 1 are three epochs of one whole batch. Raises `CheckFailed`.

    Where the first weights depend on the sizes (orders drawn beforehand, say), nothing can be compared.
    """
    two, three = (replace(ALIKE, batch_size=5, n_epochs=epochs) for epochs in (2, 3))
    if not _start_alike(attempt, ALIKE, two, three):
        return
    batches, whole = trained(attempt, ALIKE), trained(attempt, three)
    if batches.same_as(trained(attempt, two), 1e-7):
        raise attempt.fault("train laisse de côté le dernier lot, plus petit", "train_dernier_lot_perdu")
    if not batches.same_as(whole, 1e-7):
        raise _uneven(attempt, _steps_of(attempt, ALIKE, replace(ALIKE, batch_size=5)))
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
    """Samples alike but for their targets: pairs of a 0 and a 1 that nobody shuffled are like pairs of halves. "
    "Raises."""
    if not _unshuffled(attempt, 1):
        return
    everywhere = _unshuffled(attempt, 3)
    text = f"train prend les exemples dans l’ordre où ils arrivent{'' if everywhere else ' à la première époque'}"
    raise attempt.fault(text, "train_sans_melange" if everywhere else "train_premiere_epoque_en_ordre")


def _unshuffled(attempt, n_epochs):
    """Whether no seed has any epoch in another order."""
    pairs = ((replace(HALVES, n_epochs=n_epochs, seed=seed, y=y) for y in (HALVES.y, MIDDLE)) for seed in SEEDS)
    return all(trained(attempt, one).same_as(trained(attempt, other), 1e-7) for one, other in pairs)


def check_history(attempt):
    """Without a step, the loss is the same in batches and whole. Raises `CheckFailed`."""
    for seed in SEEDS:
        one, other = (
            trained(attempt, replace(HALVES, seed=seed, batch_size=size, learning_rate=STILL)) for size in (2, 12)
        )
        if one.same_as(other, 1e-6) and abs(one.history[0] - other.history[0]) > 1e-6:
            text = "train note dans son historique le coût d’un lot, et non celui de tout X"
            raise attempt.fault(text, "train_historique_des_lots")


def _moves(attempt, setting):
    """All that a training changed in the weights and biases, in a row; what it was trained from is told by STILL."""
    still, moved = trained(attempt, replace(setting, learning_rate=STILL)), trained(attempt, setting)
    pairs = zip(still.weights + still.biases, moved.weights + moved.biases, strict=True)
    return np.concatenate([(new - old).ravel() for old, new in pairs])


def _steps_of(attempt, setting, one):
    """How many times as far a training goes as another one, both of small steps."""
    far, near = (_moves(attempt, replace(each, learning_rate=SMALL_STEP)) for each in (setting, one))
    return (far * near).sum() / (near * near).sum()


def _start_alike(attempt, *settings):
    """Whether these trainings start from the same weights, which may depend on how many orders are drawn."""
    first, *others = (trained(attempt, replace(setting, learning_rate=STILL)) for setting in settings)
    return all(first.same_as(other, 1e-6) for other in others)


def check_one_step(attempt):
    """A step is learning_rate times a gradient: ten times the rate, ten times the step, to the last digit. Raises."""
    small, large = (_moves(attempt, replace(STEP, learning_rate=rate)) for rate in (0.3, 3.0))
    if not np.allclose(large, 10 * small, rtol=1e-6, atol=1e-9):
        text = "train, en un seul lot et une seule époque, ne fait pas un pas proportionnel à learning_rate"
        raise attempt.fault(text, "train_couches_decalees")


def check_every_epoch_steps(attempt):
    """Of small steps, four epochs make four; and a network that has all but learnt goes on learning. Raises."""
    steps = _steps_of(attempt, replace(STEP, n_epochs=4), STEP)
    if abs(steps - 4) > NEAR and _start_alike(attempt, STEP, replace(STEP, n_epochs=4)):
        made = f"{steps:.1f}".replace(".", ",")
        mistake = "train_arret_precoce" if abs(steps - round(steps)) < NEAR and steps < 4 else "train_pas_inegaux"
        raise attempt.fault(f"train, en 4 époques d’un seul petit pas, avance comme de {made} pas", mistake)
    history = trained(attempt, SOLVED).history
    if (history[1:] == history[:-1]).any():
        stopped = int(np.flatnonzero(history[1:] == history[:-1])[0]) + 1
        text = f"train n’apprend plus rien après {stopped} époques sur {SOLVED.n_epochs}"
        raise attempt.fault(text, "train_arret_precoce")


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
    ends = (_moves(attempt, replace(setting, y=np.full_like(setting.y, end))) for end in (0.0, 1.0))
    zero, one = ends
    share = ((_moves(attempt, setting) - zero) * (one - zero)).sum() / ((one - zero) ** 2).sum()
    for first, mark in enumerate(MARKS):
        for second in range(first + 1):
            means = [((MARKS.sum() - lone) / 4 + lone) / 2 for lone in (mark, MARKS[second])]
            if abs(share - np.mean(means)) < 1e-3:
                return first, second
    return None


def check_last_weights(attempt):
    """Where the loss goes up, one more epoch gives other weights: not those of the best epoch so far. Raises."""
    for seed in SEEDS:
        history = trained(attempt, replace(JERKS, seed=seed)).history
        rises = np.flatnonzero(history[1:] > history[:-1] + 1e-3)
        if not rises.size:
            continue
        before, after = (trained(attempt, replace(JERKS, seed=seed, n_epochs=int(rises[0]) + n)) for n in (1, 2))
        if before.same_as(after, 1e-9):
            text = "train ne renvoie pas les poids de la dernière époque quand le coût remonte"
            raise attempt.fault(text, "train_meilleurs_poids")
