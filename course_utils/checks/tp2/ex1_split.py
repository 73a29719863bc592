"""TP2, exercise 1: a split, scaled with the training part’s statistics. Held to laws."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine import REFUSED, Attempt, CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.record import reseeded
from course_utils.checks.task import Case, Task
from course_utils.checks.values import kind, sequence
from course_utils.checks.values import numbers as as_numbers

SPLIT_AND_SCALE = Task(
    "split_and_scale",
    ("X", "y", "test_size", "seed"),
    results=("X_train", "X_test", "y_train", "y_test"),
    hints={
        "ordre": "Dans l’ordre : X_train, X_test, y_train, y_test.",
        "tailles_echangees": "test_size est la part du test, pas celle de l’apprentissage.",
        "taille_du_test": "test_size est une fraction du nombre d’exemples.",
        "y_modifie": "Les valeurs de y ne doivent pas changer : seule X est mise à l’échelle.",
        "lignes_en_double": "Chaque exemple va d’un côté ou de l’autre, une seule fois.",
        "lignes_perdues": "Chaque exemple va d’un côté ou de l’autre : aucun ne doit se perdre.",
        "non_appariees": "Une ligne de X n’est plus en face de son étiquette : X et y doivent être mélangés "
        "par les mêmes indices.",
        "colonne_constante": "Une colonne constante a un écart-type nul : par quoi la divisez-vous ? Elle doit "
        "devenir 0.",
        "fuite": "Les moyennes et les écarts-types sont ceux de toutes les lignes : le test a donc servi. "
        "Quelles lignes avez-vous le droit de regarder ?",
        "sans_mise_a_l_echelle": "X est bien découpé, mais pas mis à l’échelle.",
        "centree_seulement": "Les colonnes sont centrées, mais leur écart-type n’est pas 1.",
        "variance": "C’est par l’écart-type qu’on divise, pas par son carré.",
        "min_max": "C’est une mise à l’échelle entre deux bornes ; ici on veut une moyenne de 0 et un écart-type de 1.",
        "echelle": "Sur la partie d’apprentissage, chaque colonne doit avoir une moyenne de 0 et un écart-type de 1.",
        "test_non_transforme": "Le test doit passer par la même transformation que l’apprentissage.",
        "test_et_ses_statistiques": "Le test est mis à l’échelle avec ses propres statistiques : le modèle "
        "verrait des unités différentes des deux côtés.",
        "test_autrement": "Le test doit passer exactement par la transformation de l’apprentissage.",
        "graine_ignoree": "La graine (seed) ne change rien au découpage.",
        "hasard_global": "Deux appels avec la même graine ne découpent pas de la même façon : tout le hasard "
        "doit venir de seed.",
        "sans_melange": "Le découpage prend les exemples dans l’ordre : s’ils sont triés, le test ne ressemble "
        "pas à l’apprentissage.",
        "non_stratifie": "Chaque classe doit se partager dans la même proportion (découpage stratifié) quand y "
        "est entier.",
    },
    broader="Découpez d’abord, mesurez ensuite, transformez enfin : dans cet ordre, le test ne peut rien souffler.",
    reread="le chapitre 1, la section sur l’apprentissage et le test",
)


@dataclass(frozen=True)
class Splitting:
    """One call of `split_and_scale`. `targets` is "distinct" (y tells the row) or "classes" (y is integer)."""

    X: np.ndarray
    y: np.ndarray
    test_size: float
    targets: str
    says: str = ""
    seeds: tuple[int, ...] = (0, 1, 2)
    constant: int | None = None  # the column that does not vary
    may_refuse: bool = False


def regression_rows(n, seed, constant=2):
    """Rows whose target tells which row it is, of features of several scales, one of them constant."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 5)) * [3.0, 0.02, 0.0, 40.0, 1.0] + [5.0, 0.1, 7.0, -100.0, 0.0]
    X[:, 4] = rng.exponential(size=n)
    return X, rng.permutation(n) + 0.25


def class_rows(counts, seed):
    """Rows sorted by class; the first feature tells the class."""
    rng = np.random.default_rng(seed)
    y = np.repeat(np.arange(len(counts)), counts)
    X = rng.uniform(0, 1, (len(y), 3)) * [50.0, 1.0, 0.01]
    X[:, 0] += 100.0 * y
    return X, y


REAL = "y est ici réel, ses valeurs sont toutes différentes"

SPLITS = (
    Splitting(*regression_rows(40, 0), 0.25, "distinct", REAL, constant=2),
    Splitting(*regression_rows(61, 1), 0.4, "distinct", REAL, constant=2),
    Splitting(*class_rows((150, 40, 10), 2), 0.3, "classes", "y est ici entier, ses classes sont inégales"),
)


def check_split(attempt, splittings):
    """The laws of a split, one setting after the other. Raises `CheckFailed`."""
    for place, setting in enumerate(splittings):
        made = [split(attempt, setting, seed, by_name=seed % 2 == 1) for seed in setting.seeds]
        made = [one for one in made if one is not REFUSED]
        for one in made:
            (check_distinct if setting.targets == "distinct" else check_classes)(setting, one)
        if made and place != 1:
            check_seeds(attempt, setting, made)


@dataclass(frozen=True)
class Split:
    """What `split_and_scale` gave, its form verified, and how to name the call."""

    attempt: Attempt
    what: str
    X_train: np.ndarray
    X_test: np.ndarray
    y_train: np.ndarray
    y_test: np.ndarray

    def fault(self, text, mistake, says=""):
        return self.attempt.fault(f"{self.what} {text}", mistake, says)


def split(attempt, setting, seed, by_name=False):
    """Call the function and verify the form of the four parts; REFUSED where it may refuse. Raises `CheckFailed`."""
    args = (setting.X, setting.y, setting.test_size, seed)
    case = Case(args, setting.says, by_name=by_name, may_refuse=setting.may_refuse)
    what = f"split_and_scale(X, y, {setting.test_size:g}, {seed})" if attempt.shows else attempt.describe(case)
    value = attempt.value(case)
    if value is REFUSED:
        return REFUSED
    parts = sequence(value)
    if parts is None or len(parts) != 4:
        came = kind(value) if parts is None else f"{len(parts)} élément{'s' * (len(parts) > 1)}"
        raise CheckFailed(f"{what} renvoie {came}, attendu ({', '.join(attempt.task.results)}).")
    arrays = [as_numbers(part) for part in parts]
    for label, array in zip(attempt.task.results, arrays, strict=True):
        if array is None:
            raise CheckFailed(f"{what} renvoie pour {label} autre chose qu’un tableau de nombres.")
    if [array.ndim for array in arrays] != [2, 2, 1, 1]:
        raise attempt.fault(f"{what} ne renvoie pas deux matrices puis deux vecteurs", "ordre")
    arrays = [array.astype(float) for array in arrays]
    made = Split(attempt, what, *arrays)
    n, p = np.shape(setting.X)
    if made.X_train.shape[1:] != (p,) or made.X_test.shape[1:] != (p,):
        raise CheckFailed(f"{what} ne garde pas toutes les colonnes de X.")
    if len(made.X_train) != len(made.y_train) or len(made.X_test) != len(made.y_test):
        raise made.fault("ne renvoie pas autant de lignes que d’étiquettes", "ordre")
    check_sizes(made, n, setting)
    check_finite(made, setting)
    return made


def check_sizes(made, n, setting):
    """As many rows as there were, the test part being a fraction of them. Raises `CheckFailed`."""
    n_train, n_test = len(made.y_train), len(made.y_test)
    slack = 1 if setting.targets == "distinct" else len(np.unique(setting.y))
    if abs(n_test - setting.test_size * n) >= slack:
        swapped = abs(n_train - setting.test_size * n) < slack
        mistake = "tailles_echangees" if swapped else "taille_du_test"
        raise made.fault("ne met pas la part demandée dans le test", mistake)
    if n_train + n_test != n:
        mistake = "lignes_perdues" if n_train + n_test < n else "lignes_en_double"
        raise made.fault("ne renvoie pas chaque exemple une fois", mistake)


def check_finite(made, setting):
    """No nan, not even where a column does not vary. Raises `CheckFailed`."""
    finite = np.isfinite(np.concatenate([made.X_train, made.X_test])).all(axis=0)
    if not finite.all() and setting.constant is not None and not finite[setting.constant]:
        raise made.fault("renvoie des nan ou des inf dans la colonne constante", "colonne_constante")
    if not finite.all():
        raise CheckFailed(f"{made.what} renvoie des valeurs qui ne sont pas des nombres finis (nan ou inf).")


def check_distinct(setting, made):
    """Where y tells the row: every row once, in front of its target, scaled as the training part asks. Raises."""
    X, y = np.asarray(setting.X, dtype=float), np.asarray(setting.y, dtype=float)
    train, test = _rows_of(made.y_train, y), _rows_of(made.y_test, y)
    if train is None or test is None:
        raise made.fault("renvoie dans y des valeurs qui n’y étaient pas", "y_modifie")
    if len(np.union1d(train, test)) < len(y):
        raise made.fault("renvoie deux fois le même exemple, et en oublie", "lignes_en_double")
    for column in range(X.shape[1]):
        before, after = X[:, column], np.concatenate([made.X_train[:, column], made.X_test[:, column]])
        if column == setting.constant:
            if np.abs(after).max() > 1e-6:
                raise made.fault("ne met pas à 0 la colonne constante", "colonne_constante")
            continue
        _check_column(made, before[train], before[test], made.X_train[:, column], made.X_test[:, column])


def _rows_of(values, y):
    """Which entry of y each value is, None if one is not there."""
    place = np.abs(values[:, None] - y).argmin(axis=1)
    return place if np.abs(y[place] - values).max() < 1e-6 else None


def _check_column(made, train, test, train_after, test_after, tolerance=1e-4):
    """One column: an affine map that gives the training part a mean of 0 and a deviation of 1. Raises."""
    slope, intercept = np.polyfit(train, train_after, 1)
    spread = train_after.std() + 1e-12
    if np.abs(slope * train + intercept - train_after).max() > tolerance * spread + 1e-9:
        raise made.fault("ne garde pas les lignes de X en face de celles de y", "non_appariees")

    def standard(values):
        deviations = values.std(), values.std(ddof=1)
        return abs(values.mean()) < tolerance and min(abs(d - 1) for d in deviations) < tolerance

    if not standard(train_after):
        everything = np.concatenate([train_after, test_after])
        if np.abs(train - train_after).max() < tolerance * train.std():
            mistake = "sans_mise_a_l_echelle"
        elif standard(everything) and standard(train_after) != standard(everything):
            mistake = "fuite"
        elif abs(slope - 1) < tolerance:
            mistake = "centree_seulement"
        elif abs(train_after.mean()) < tolerance * spread and abs(slope * train.var() - 1) < 0.1:
            mistake = "variance"
        elif abs(train_after.min()) < tolerance and abs(train_after.max() - 1) < tolerance:
            mistake = "min_max"
        else:
            mistake = "echelle"
        raise made.fault("ne met pas X à l’échelle comme il faut", mistake)
    if np.abs(slope * test + intercept - test_after).max() > tolerance * (np.abs(test_after).max() + 1):
        mistake = "test_autrement"
        if np.abs(test - test_after).max() < tolerance * (np.abs(test).max() + 1e-12):
            mistake = "test_non_transforme"
        elif standard(test_after):
            mistake = "test_et_ses_statistiques"
        raise made.fault("ne transforme pas le test comme l’apprentissage", mistake)


def check_classes(setting, made):
    """Where y is integer: each class is shared in the same proportion, its rows in front of it. Raises."""
    y = np.asarray(setting.y)
    X = np.concatenate([made.X_train, made.X_test])[:, 0]
    labels = np.concatenate([made.y_train, made.y_test])
    classes, counts = np.unique(y, return_counts=True)
    told = [np.sum(labels == label) for label in classes]
    if not np.isin(labels, classes).all():
        raise made.fault("renvoie dans y des valeurs qui n’y étaient pas", "y_modifie")
    if list(told) != list(counts):
        raise made.fault("ne renvoie pas chaque exemple une fois", "lignes_en_double")
    for label, count in zip(classes, counts, strict=True):
        if abs(np.sum(made.y_test == label) - setting.test_size * count) > 1 + 1e-9:
            raise made.fault("ne partage pas chaque classe dans la proportion demandée", "non_stratifie", setting.says)
    # The first feature grows with the class, so its order must be that of the labels, on each side.
    for features, side in ((made.X_train[:, 0], made.y_train), (made.X_test[:, 0], made.y_test)):
        if (np.diff(side[np.argsort(features, kind="stable")]) < 0).any():
            raise made.fault("ne garde pas les lignes de X en face de celles de y", "non_appariees")
    del X


def check_seeds(attempt, setting, made):
    """One seed, one split; other seeds, others. Raises `CheckFailed`."""
    with reseeded(4321):
        again = split(attempt, setting, setting.seeds[0])
    first = made[0]
    if again is not REFUSED and not _same_split(first, again):
        raise first.fault("ne donne pas deux fois la même chose", "hasard_global")
    if len(made) > 1 and all(_same_split(first, other) for other in made[1:]):
        if setting.targets == "distinct":
            places = np.sort(_rows_of(first.y_test, np.asarray(setting.y, dtype=float)))
            if places[-1] - places[0] == len(places) - 1:
                raise first.fault("ne mélange pas les exemples", "sans_melange")
        raise first.fault("donne le même découpage quelle que soit la graine", "graine_ignoree")


def _same_split(one, other):
    pairs = ((one.X_train, other.X_train), (one.X_test, other.X_test))
    return all(a.shape == b.shape and np.allclose(a, b, rtol=1e-6, atol=1e-9) for a, b in pairs)


CHECKED = "tailles, appariement, graine, mise à l’échelle par l’entraînement, colonne constante, stratification"
EXERCISE = Exercise(
    1,
    "The split, and the scaling with the training part's statistics.",
    Question(SPLIT_AND_SCALE, check_split, given=(SPLITS,), verified=CHECKED),
)
