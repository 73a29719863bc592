"""TP2, exercise 6: cross-validation: fresh models, fresh scalings, every row once."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.record import Builder
from course_utils.checks.task import Case, Task
from course_utils.checks.tp2.ex5_training import testimony_of
from course_utils.checks.tp2.ex6_scaling import SCALING_HINTS, check_scaling
from course_utils.checks.tp2.ex6_scores import SCORE_HINTS, check_scores, scores_of
from course_utils.checks.tp2.ex6_seen import MODEL_HINTS, folds_of

KFOLD_SCORES = Task(
    "kfold_scores",
    ("build_model", "X", "y", "k", "epochs"),
    hints={
        "pas_une_fois_chacun": "Chaque exemple doit valider une fois, et une seule.",
        "jamais_valides": "Des exemples ne valident jamais : quand k ne divise pas leur nombre, où va le reste ?",
        "valides_plusieurs_fois": "Des exemples valident plusieurs fois, d’autres jamais : des tirages faits l’un "
        "après l’autre se recouvrent, les plis, eux, se partagent les exemples.",
        "taille_des_plis": "Les plis doivent avoir la même taille, à un exemple près.",
        "plis_non_melanges": "Les plis suivent l’ordre des données : si elles sont triées par étiquette, un "
        "pli peut n’avoir qu’une classe.",
        "epochs_ignore": "Chaque modèle doit apprendre pendant epochs époques.",
        **MODEL_HINTS,
        **SCALING_HINTS,
        **SCORE_HINTS,
    },
    broader="Déroulez un pli à la main : quelles lignes apprennent, qu’apprend-on d’elles (poids, moyennes, "
    "écarts-types), quelles lignes jugent ?",
    reread="le chapitre 1, la section sur la validation croisée",
)


@dataclass(frozen=True)
class Folding:
    """One call of `kfold_scores` on witnesses, rows sorted by label; the first feature grows with the row."""

    n: int
    k: int
    epochs: int
    metric: str
    seed: int


FOLDS = (Folding(30, 3, 2, "accuracy", 0), Folding(34, 4, 1, "mae", 1))


def fold_rows(n, seed):
    """Rows sorted by label, some far from the others, so that a scaling tells which rows it has seen."""
    rng = np.random.default_rng(seed)
    X = np.column_stack([np.cumsum(rng.uniform(0.5, 1.5, n)), rng.normal(50, 5, n), rng.exponential(0.02, n)])
    X[rng.permutation(n)[: n // 5], 1] += rng.uniform(100, 400, n // 5)
    return X, (np.arange(n) >= n // 2).astype(int)


def check_kfold(attempt, foldings):
    """The laws of cross-validation, one setting after the other. Raises `CheckFailed`."""
    for place, setting in enumerate(foldings):
        _check_folding(attempt, setting, by_name=place == 1)


def _check_folding(attempt, setting, by_name):
    X, y = fold_rows(setting.n, setting.seed)
    build_model = Builder("witness", {"n_features": X.shape[1], "metric": setting.metric, "run_eagerly": True})
    says = (
        ""
        if setting.metric == "accuracy"
        else "la métrique du modèle n’est pas ici l’exactitude, mais l’erreur absolue"
    )
    case = Case((build_model, X, y, setting.k, setting.epochs), says, by_name=by_name)
    arguments = f"build_model, X, y, {setting.k}, {setting.epochs}"
    what = f"kfold_scores({arguments})" if attempt.shows else attempt.describe(case)

    def fail(text, mistake):
        return attempt.fault(f"{what} {text}", mistake)

    testimony_of(attempt)
    value = attempt.value(case)
    folds = folds_of(fail, testimony_of(attempt), X, setting)
    scores = scores_of(fail, what, value, setting.k)
    for fold in folds:
        check_scaling(fail, fold, X)
    _check_partition(fail, folds, y, setting)
    for fold in folds:
        if fold.passes is not None and fold.passes != setting.epochs:
            raise fail("n’apprend pas pendant le nombre d’époques demandé", "epochs_ignore")
    check_scores(fail, scores, folds, y, setting)


def _check_partition(fail, folds, y, setting):
    """Every row is held out once, in folds of equal size that do not follow the order of the rows."""
    times = np.bincount(np.concatenate([fold.held for fold in folds]), minlength=setting.n)
    if len(folds) == setting.k and (times != 1).any():
        mistake = "valides_plusieurs_fois" if times.max() > 1 else "jamais_valides"
        raise fail("ne valide pas chaque exemple une fois et une seule", mistake)
    if len(folds) != setting.k:
        raise fail("ne valide pas chaque exemple une fois et une seule", "pas_une_fois_chacun")
    sizes = [len(fold.held) for fold in folds]
    if min(sizes) < setting.n // setting.k - 2 or max(sizes) > -(-setting.n // setting.k) + 2:
        raise fail("fait des plis de tailles très différentes", "taille_des_plis")
    if all(_in_order(fold.held[y[fold.held] == label]) for fold in folds for label in (0, 1)) or all(
        _in_order(fold.held) for fold in folds
    ):
        raise fail("ne mélange pas les plis", "plis_non_melanges")


def _in_order(places):
    """Whether places follow each other by equal steps."""
    steps = np.diff(np.sort(places))
    return len(set(steps.tolist())) <= 1


EXERCISE = Exercise(
    6,
    "Cross-validation: fresh models, fresh scalings, every row once.",
    Question(
        KFOLD_SCORES,
        check_kfold,
        given=(FOLDS,),
        verified="k scores, chaque exemple jugé une fois, modèle et mise à l’échelle neufs à chaque pli",
    ),
)
