"""TP2, exercise 1: a call of `split_and_scale`, and the form of the four parts that it returns."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine import REFUSED, Attempt, CheckFailed
from course_utils.checks.task import Case
from course_utils.checks.values import kind, sequence
from course_utils.checks.values import numbers as as_numbers

PART_HINTS = {
    "colonnes_perdues": "Une colonne constante reste dans le résultat : elle y vaut 0.",
    "ordre": "Dans l’ordre : X_train, X_test, y_train, y_test.",
    "tailles_echangees": "test_size est la part du test, pas celle de l’apprentissage.",
    "taille_du_test": "test_size est une fraction du nombre d’exemples.",
}


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
        raise attempt.fault(f"{what} ne garde pas toutes les colonnes de X", "colonnes_perdues")
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
