"""TP2, exercise 1: a split, scaled with the training part’s statistics. Held to laws."""

import numpy as np

from course_utils.checks.engine import REFUSED
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.record import reseeded
from course_utils.checks.task import Task
from course_utils.checks.tp2.ex1_parts import PART_HINTS, Splitting, split
from course_utils.checks.tp2.ex1_scaling import SCALING_HINTS, check_scaling

SPLIT_AND_SCALE = Task(
    "split_and_scale",
    ("X", "y", "test_size", "seed"),
    results=("X_train", "X_test", "y_train", "y_test"),
    hints={
        "y_modifie": "Les valeurs de y ne doivent pas changer : seule X est mise à l’échelle.",
        "lignes_en_double": "Chaque exemple va d’un côté ou de l’autre, une seule fois.",
        "lignes_perdues": "Chaque exemple va d’un côté ou de l’autre : aucun ne doit se perdre.",
        "non_appariees": "Une ligne de X n’est plus en face de son étiquette : X et y doivent être mélangés "
        "par les mêmes indices.",
        "graine_ignoree": "La graine (seed) ne change rien au découpage.",
        "hasard_global": "Deux appels avec la même graine ne découpent pas de la même façon : tout le hasard "
        "doit venir de seed.",
        "sans_melange": "Le découpage prend les exemples dans l’ordre : s’ils sont triés, le test ne ressemble "
        "pas à l’apprentissage.",
        "non_stratifie": "Chaque classe doit se partager dans la même proportion (découpage stratifié) quand y "
        "est entier.",
        **PART_HINTS,
        **SCALING_HINTS,
    },
    broader="Découpez d’abord, mesurez ensuite, transformez enfin : dans cet ordre, le test ne peut rien souffler.",
    reread="le chapitre 1, la section sur l’apprentissage et le test",
)


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


def check_distinct(setting, made):
    """Where y tells the row: every row once, in front of its target, scaled as the training part asks. Raises."""
    y = np.asarray(setting.y, dtype=float)
    train, test = _rows_of(made.y_train, y), _rows_of(made.y_test, y)
    if train is None or test is None:
        raise made.fault("renvoie dans y des valeurs qui n’y étaient pas", "y_modifie")
    if len(np.union1d(train, test)) < len(y):
        raise made.fault("renvoie deux fois le même exemple, et en oublie", "lignes_en_double")
    check_scaling(setting, made, train, test)


def _rows_of(values, y):
    """Which entry of y each value is, None if one is not there."""
    place = np.abs(values[:, None] - y).argmin(axis=1)
    return place if np.abs(y[place] - values).max() < 1e-6 else None


def check_classes(setting, made):
    """Where y is integer: each class is shared in the same proportion, its rows in front of it. Raises."""
    y = np.asarray(setting.y)
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
