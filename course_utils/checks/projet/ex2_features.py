"""The project, exercise 2: features of each tree by itself."""

import numpy as np

from course_utils.checks import foret_steps as steps
from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.projet.ex1_loading import LOAD_AND_CLEAN, load
from course_utils.checks.projet.made import made_with
from course_utils.checks.projet.places import LABELLED
from course_utils.checks.task import Task

BUILD_FEATURES = Task(
    "build_features",
    ("table", "images"),
    hints={
        "caracteristiques_lignes": "Il faut une ligne par arbre, dans l’ordre de la table.",
        "caracteristiques_du_lot": "Ce que l’on calcule pour un arbre dépend ici des arbres qui l’accompagnent "
        "(une moyenne du lot, une mise à l’échelle, un tri, des colonnes faites de ce qui s’y trouve ?), ou "
        "d’un tirage au hasard. Ce qui s’apprend sur des données s’apprend dans "
        "fit.",
    },
    broader="Appelez build_features sur dix arbres, puis sur trois d’entre eux, et comparez.",
    reread="les deux règles de la section 3 de ce notebook",
)


# Places of trees whose features are made apart from the others: many, as measures miss for some; then one alone. They
# are not the first, which a draw from a seed would give the same.
APART = (range(5, 85), range(86, 87))


def check_features(attempt, loaded, n):
    """One row a tree, which does not depend on the other trees; values may miss. Raises `CheckFailed`."""
    whole = _features(attempt, loaded, None)
    for rows in map(list, APART):
        _check_apart(attempt, whole, _features(attempt, loaded, rows), rows, n)


def _check_apart(attempt, whole, few, rows, n):
    """The features of some rows by themselves are those that they have among all `n`. Raises `CheckFailed`."""
    if not whole["arrays"] and (whole["length"], few["length"]) != (n, len(rows)):  # of no type to be looked into
        raise attempt.fault("build_features ne renvoie pas ce qui est attendu", "caracteristiques_lignes")
    for all_rows, part in zip(whole["arrays"], few["arrays"], strict=False):
        if all_rows.ndim == 0 or part.ndim == 0 or len(all_rows) != n or len(part) != len(rows):
            raise attempt.fault("build_features ne renvoie pas ce qui est attendu", "caracteristiques_lignes")
        if part.shape[1:] != all_rows.shape[1:] or _depends(all_rows, part, rows):
            raise attempt.fault(
                "Seuls, les arbres ne donnent pas les mêmes caractéristiques", "caracteristiques_du_lot"
            )


def _features(attempt, loaded, rows):
    made = made_with(attempt, steps.features, loaded, rows)
    if made["none"]:
        raise CheckFailed("build_features ne renvoie rien (None) : il manque sans doute un « return ».", "sans_return")
    if not made["untouched"]:
        raise CheckFailed(
            "build_features modifie la table ou les images qu’on lui donne : travaillez sur une copie.",
            "argument_modifie",
        )
    return made


def _depends(all_rows, part, rows):
    """Whether a feature of these rows is another one when they are alone, or misses."""
    if not np.array_equal(np.isfinite(all_rows[rows]), np.isfinite(part)):
        return True
    all_rows, part = (np.nan_to_num(rows, posinf=0, neginf=0) for rows in (all_rows, part))
    rounding = 1e-4 * np.abs(all_rows).max(axis=0) + 1e-9
    return np.any(np.abs(all_rows[rows] - part) > 0.01 * all_rows.std(axis=0) + rounding)


def check_own_features(attempt):
    """Features of each tree of the student's own data by itself. Raises `CheckFailed`."""
    loaded, seen = load(attempt.at(LOAD_AND_CLEAN, attempt.beside["load_and_clean"]), LABELLED)
    check_features(attempt, loaded, len(seen["index"]))
    return "✔ build_features : une ligne par arbre, la même seul ou accompagné, et les arguments intacts."


EXERCISE = Exercise(
    2, "Features of each tree by itself.", Question(BUILD_FEATURES, check_own_features, beside=("load_and_clean",))
)
