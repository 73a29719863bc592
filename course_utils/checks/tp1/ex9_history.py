"""TP1, exercise 9: laws of what `train` tells: the loss of all of X, the weights of the last epoch."""

from dataclasses import replace

import numpy as np

from course_utils.checks.tp1.ex9_batches import HALVES, ROW, SEEDS
from course_utils.checks.tp1.training import STILL, Setting, trained

HISTORY_HINTS = {
    "train_historique_des_lots": "La moyenne des coûts des lots, vus pendant que les poids changent, ou "
    "les poids d’une autre époque donnent autre chose.",
    "train_meilleurs_poids": "Ce sont les poids courants qui sont demandés, et non les meilleurs rencontrés.",
}

# A loss that goes up and down: who keeps the best epoch is seen.
JERKS = Setting(np.repeat(ROW, 4, axis=0), np.array([[0.0], [1.0], [0.0], [1.0]]), [3, 3, 1], 3.0, 6, 1)


def check_history(attempt):
    """Without a step, the loss is the same in batches and whole. Raises `CheckFailed`."""
    for seed in SEEDS:
        one, other = (
            trained(attempt, replace(HALVES, seed=seed, batch_size=size, learning_rate=STILL)) for size in (2, 12)
        )
        if one.same_as(other, 1e-6) and abs(one.history[0] - other.history[0]) > 1e-6:
            text = "train note dans son historique le coût d’un lot, et non celui de tout X"
            raise attempt.fault(text, "train_historique_des_lots")


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
