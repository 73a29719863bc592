"""TP2, exercise 6: laws of the scores: k numbers, each the metric on the rows held out."""

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.values import fault_of_form, kind
from course_utils.checks.values import numbers as as_numbers

SCORE_HINTS = {
    "k_ignore": "Le nombre de plis est l’argument k : est-il écrit en dur ?",
    "scores_manquants": "Chaque pli ajoute son score : la boucle s’arrête-t-elle trop tôt (un « return » dedans) ?",
    "moyenne_des_scores": "Il faut les k scores, et pas seulement leur moyenne.",
    "perte_et_metrique": "evaluate donne la perte et la métrique : gardez la métrique.",
    "score_est_la_perte": "Ce sont les valeurs de la perte, pas celles de la métrique.",
    "score_en_pourcent": "Les scores sont multipliés par 100 : gardez la métrique telle quelle.",
    "score_autre": "Les scores ne sont pas ceux de la métrique du modèle, sur le pli mis de côté, à la fin "
    "de l’apprentissage.",
}


def scores_of(fail, what, value, k):
    """The scores as an array (k,). Raises `CheckFailed`."""
    array = as_numbers(value)
    if array is None:
        raise CheckFailed(f"{what} renvoie {kind(value)}, attendu un tableau de k nombres.")
    if array.ndim == 0:
        raise fail("renvoie un seul nombre", "moyenne_des_scores")
    if array.shape == (k, 2):
        raise fail("renvoie deux nombres par pli", "perte_et_metrique")
    if array.ndim == 1 and len(array) != k:
        mistake = "k_ignore" if len(array) > k else "scores_manquants"
        raise fail(f"renvoie {len(array)} score{'s' * (len(array) > 1)} au lieu de {k}", mistake)
    form = fault_of_form(array.astype(float), (k,))
    if form:
        raise CheckFailed(f"{what} {form}.")
    return array.astype(float)


def check_scores(fail, scores, folds, y, setting):
    """Each score is the metric of the fold's model on the rows held out, once it has learnt."""
    metric = _accuracy if setting.metric == "accuracy" else _mae
    wanted = np.array([metric(fold.outputs, y[fold.held]) for fold in folds])
    if _alike(scores, wanted):
        return
    if _alike(scores, [_entropy(fold.outputs, y[fold.held]) for fold in folds]):
        raise fail("ne renvoie pas les bons scores", "score_est_la_perte")
    if _alike(scores / 100, wanted):
        raise fail("ne renvoie pas les bons scores", "score_en_pourcent")
    raise fail("ne renvoie pas les bons scores", "score_autre")


def _alike(scores, wanted, tolerance=2e-3):
    """Whether scores are those wanted, whatever the order of the folds."""
    return bool(np.allclose(np.sort(scores), np.sort(wanted), rtol=0, atol=tolerance))


def _accuracy(outputs, y):
    return np.mean((outputs > 0.5) == y)


def _mae(outputs, y):
    return np.mean(np.abs(outputs - y))


def _entropy(outputs, y):
    return -np.mean(np.log(np.clip(np.where(y == 1, outputs, 1 - outputs), 1e-7, 1)))
