"""TP2, exercise 6: cross-validation: fresh models, fresh scalings, every row once."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.record import Builder
from course_utils.checks.task import Case, Task
from course_utils.checks.tp2.ex5_training import testimony_of
from course_utils.checks.values import fault_of_form, kind
from course_utils.checks.values import numbers as as_numbers

KFOLD_SCORES = Task(
    "kfold_scores",
    ("build_model", "X", "y", "k", "epochs"),
    hints={
        "moyenne_des_scores": "Il faut les k scores, et pas seulement leur moyenne.",
        "perte_et_metrique": "evaluate donne la perte et la métrique : gardez la métrique.",
        "modele_reutilise": "Le même modèle sert à plusieurs plis : au deuxième, il a déjà vu les données qui "
        "le valident.",
        "sans_entrainement": "Certains modèles n’ont rien appris avant d’être évalués.",
        "pas_une_fois_chacun": "Chaque exemple doit valider une fois, et une seule.",
        "taille_des_plis": "Les plis doivent avoir la même taille, à un exemple près.",
        "plis_non_melanges": "Les plis suivent l’ordre des données : si elles sont triées par étiquette, un "
        "pli peut n’avoir qu’une classe.",
        "evalue_sur_l_apprentissage": "Le score se mesure sur le pli mis de côté, que le modèle n’a pas vu.",
        "sans_mise_a_l_echelle": "X n’est pas mise à l’échelle avant l’apprentissage.",
        "fuite": "La mise à l’échelle connaît le pli de validation : quelles lignes avait-elle le droit de regarder ?",
        "echelles_differentes": "Le pli de validation n’est pas mis à l’échelle comme les plis d’apprentissage.",
        "echelle": "La mise à l’échelle d’un pli n’est pas celle de ses lignes d’apprentissage.",
        "epochs_ignore": "Chaque modèle doit apprendre pendant epochs époques.",
        "score_est_la_perte": "Ce sont les valeurs de la perte, pas celles de la métrique.",
        "score_en_pourcent": "Les scores sont multipliés par 100 : gardez la métrique telle quelle.",
        "score_autre": "Les scores ne sont pas ceux de la métrique du modèle, sur le pli mis de côté, à la fin "
        "de l’apprentissage.",
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
    case = Case((build_model, X, y, setting.k, setting.epochs), by_name=by_name)
    arguments = f"build_model, X, y, {setting.k}, {setting.epochs}"
    what = f"kfold_scores({arguments})" if attempt.shows else attempt.describe(case)

    def fail(text, mistake):
        return attempt.fault(f"{what} {text}", mistake)

    testimony_of(attempt)
    value = attempt.value(case)
    folds = _folds(fail, testimony_of(attempt), X, setting)
    scores = _scores(fail, what, value, setting.k)
    for fold in folds:
        _check_fold_scaling(fail, fold, X)
    _check_partition(fail, folds, y, setting)
    for fold in folds:
        if fold.passes is not None and fold.passes != setting.epochs:
            raise fail("n’apprend pas pendant le nombre d’époques demandé", "epochs_ignore")
    _check_scores(fail, scores, folds, y, setting)


@dataclass
class Fold:
    """What one model saw: rows are places in X, `scaled` the values that it received."""

    learnt: np.ndarray  # places, each once
    held: np.ndarray
    scaled: np.ndarray  # (n, n_features), by place
    outputs: np.ndarray  # (len(held),), after the last step
    passes: int | None  # how often each learnt row was, None if it is not the same for all or rows were left aside


def _folds(fail, testimony, X, setting):
    """What each model that learnt saw, in order. Raises `CheckFailed`."""
    models = {}
    for model, event, rows, outputs in testimony:
        models.setdefault(model, []).append((event, np.asarray(rows, float), np.asarray(outputs, float).ravel()))
    models = [events for events in models.values() if any(event == "learnt" for event, _, _ in events)]
    if len(models) < setting.k:
        raise fail("n’entraîne pas un modèle par pli", "modele_reutilise" if models else "sans_entrainement")
    if not all(np.allclose(events[0][2], 0.5) for events in models):  # what a witness answers before it has learnt
        raise fail("ne part pas d’un modèle neuf à chaque pli", "modele_reutilise")
    return [_fold(fail, events, X, setting) for events in models]


def _fold(fail, events, X, setting):
    """One model's rows, told by the order of their first feature, which no scaling changes."""
    every = np.concatenate([rows for _, rows, _ in events])
    known = np.unique(every[:, 0].round(5))
    if len(known) > len(X):
        raise fail("n’a pas la même échelle pour apprendre et pour valider", "echelles_differentes")
    last = max(i for i, (event, _, _) in enumerate(events) if event == "learnt")
    if len(known) < len(X):
        learnt = np.unique(np.concatenate([rows[:, 0] for event, rows, _ in events if event == "learnt"]).round(5))
        if len(learnt) == len(known) and len(events) > last + 1:
            raise fail("évalue chaque modèle sur les lignes qu’il a apprises", "evalue_sur_l_apprentissage")
        raise fail(
            "ne montre pas toutes les lignes à chaque modèle, pour apprendre ou pour valider", "pas_une_fois_chacun"
        )

    def places(rows):
        return np.abs(rows[:, :1] - known).argmin(axis=1)

    steps = np.concatenate([places(rows) for event, rows, _ in events if event == "learnt"])
    learnt, counts = np.unique(steps, return_counts=True)
    scaled = np.zeros(X.shape)
    for _, rows, _ in events:
        scaled[places(rows)] = rows
    after = [(places(rows), outputs) for event, rows, outputs in events[last + 1 :] if event == "seen"]
    held = np.setdiff1d(np.concatenate([place for place, _ in after]) if after else [], learnt).astype(int)
    if len(held) > -(-setting.n // setting.k) + 2:  # others were held out too, to stop early: the last ones judge
        held = np.setdiff1d(after[-1][0], learnt).astype(int)
    if not len(held):
        raise fail("n’évalue pas chaque modèle sur des lignes qu’il n’a pas apprises", "evalue_sur_l_apprentissage")
    final = np.zeros(len(X))
    for place, outputs in after:
        final[place] = outputs
    alone = len(learnt) + len(held) == len(X) and len(set(counts)) == 1
    return Fold(learnt, held, scaled, final[held], int(counts[0]) if alone else None)


def _check_fold_scaling(fail, fold, X):
    """The scaling is one affine map a feature, made of the rows that are not held out, and of them alone."""
    train = np.setdiff1d(np.arange(len(X)), fold.held)
    for column in range(X.shape[1]):
        before, after = X[:, column], fold.scaled[:, column]
        slope, intercept = np.polyfit(before[train], after[train], 1)
        if np.abs(slope * before + intercept - after).max() > 1e-3 * (np.abs(after).max() + 1e-9):
            raise fail("n’a pas la même échelle pour apprendre et pour valider", "echelles_differentes")
    if np.allclose(fold.scaled, X, rtol=1e-4):
        raise fail("donne aux modèles des lignes telles quelles", "sans_mise_a_l_echelle")
    if not _is_scaling_of(fold.scaled[train]):
        leaks = _is_scaling_of(fold.scaled)
        raise fail("ne met pas chaque pli à l’échelle comme il faut", "fuite" if leaks else "echelle")


def _is_scaling_of(rows, tolerance=2e-3):
    """Whether rows are scaled by their own statistics: deviation, range, largest value or quartiles."""
    low, high = rows.min(axis=0), rows.max(axis=0)
    quarter, median, three = np.quantile(rows, [0.25, 0.5, 0.75], axis=0)
    centred = np.abs(rows.mean(axis=0)).max() < tolerance
    return any(
        (
            centred and np.abs(rows.std(axis=0) - 1).max() < tolerance,
            centred and np.abs(rows.std(axis=0, ddof=1) - 1).max() < tolerance,
            max(np.abs(low).max(), np.abs(high - 1).max()) < tolerance,
            max(np.abs(low + 1).max(), np.abs(high - 1).max()) < tolerance,
            np.abs(np.abs(rows).max(axis=0) - 1).max() < tolerance,
            max(np.abs(median).max(), np.abs(three - quarter - 1).max()) < tolerance,
        )
    )


def _check_partition(fail, folds, y, setting):
    """Every row is held out once, in folds of equal size that do not follow the order of the rows."""
    times = np.bincount(np.concatenate([fold.held for fold in folds]), minlength=setting.n)
    if len(folds) != setting.k or (times != 1).any():
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


def _scores(fail, what, value, k):
    """The scores as an array (k,). Raises `CheckFailed`."""
    array = as_numbers(value)
    if array is None:
        raise CheckFailed(f"{what} renvoie {kind(value)}, attendu un tableau de k nombres.")
    if array.ndim == 0:
        raise fail("renvoie un seul nombre", "moyenne_des_scores")
    if array.shape == (k, 2):
        raise fail("renvoie deux nombres par pli", "perte_et_metrique")
    form = fault_of_form(array.astype(float), (k,))
    if form:
        raise CheckFailed(f"{what} {form}.")
    return array.astype(float)


def _check_scores(fail, scores, folds, y, setting):
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
