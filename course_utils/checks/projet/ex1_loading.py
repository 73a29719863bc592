"""The project, exercise 1: loading and cleaning."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks import foret_steps as steps
from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.projet.places import LABELLED, TO_VISIT, raw
from course_utils.checks.record import Step, call
from course_utils.checks.task import Case, Task
from course_utils.checks.values import numbers

LOAD_AND_CLEAN = Task(
    "load_and_clean",
    ("folder",),
    results=("table", "images", "labels"),
    hints={
        "pas_une_table": "La table est un DataFrame de pandas, une ligne par arbre.",
        "index": "L’index de la table est l’identifiant de l’arbre (la colonne « arbre »).",
        "doublons": "Des lignes se répètent : un arbre écrit deux fois compterait double.",
        "arbres_perdus": "Un arbre incomplet, ou écrit deux fois, est encore un arbre : le service attend une "
        "réponse pour chacun.",
        "autre_dossier": "Lisez le dossier donné en argument, et non toujours le même.",
        "images_forme": "Il faut une photo par ligne de la table, en uint8, de forme (n, 32, 32, 3).",
        "photos_melangees": "Les photos ne sont pas dans l’ordre de la table : le fichier dit lui-même de quel "
        "arbre est chacune.",
        "etiquettes_forme": "Il faut une étiquette par ligne de la table, 0 ou 1 ; et None pour un dossier qui "
        "n’en a pas.",
        "etiquettes_melangees": "Les étiquettes ne sont plus en face de leurs arbres.",
        "etiquette_dans_la_table": "La réponse est encore parmi les attributs : un modèle la recopierait, et "
        "n’aurait rien appris.",
        "etiquette_utilisee": "Ce que l’on met à la place d’une mesure qui manque (une moyenne par classe ?) "
        "raconte l’étiquette : un nouvel arbre n’en a pas.",
        "mesure_oubliee": "Une mesure oubliée est notée d’une valeur impossible : pour un modèle, c’est un "
        "nombre comme un autre. Le LISEZMOI dit laquelle.",
        "defaut_cache": "Une colonne n’a pas partout le même sens, et aucun document ne le dit : regardez la "
        "répartition de chaque attribut, groupe par groupe.",
    },
    broader="Chargez « donnees/a_visiter » aussi, et comparez à la main deux arbres pris au hasard avec les fichiers.",
    reread="la section 1 de ce notebook et le fichier LISEZMOI.md des données",
)


FORGOTTEN = -900  # no circumference is below
# What no measure is, in its own unit: a trunk of no size or of nine metres, a humidity below 0.
MEASURES = {"circonference_cm": (1, 900), "humidite_sol": (0, 100)}
KEPT = ("region", "annee", "appareil")


@dataclass(frozen=True)
class Truth:
    """What is known of a folder: the trees' ids, their images and labels (None where not told) in that order."""

    ids: list
    images: np.ndarray
    labels: np.ndarray | None


def load(attempt, folder):
    """What a student's `load_and_clean` makes of a folder: where it is (an `Opaque`), and what it looks like."""
    made = attempt.at(LOAD_AND_CLEAN, Step(steps.load, attempt.function)).record(Case((folder,))).value
    seen = call(Step(steps.look, made))
    if seen.error or not isinstance(seen.value, dict):
        raise CheckFailed("load_and_clean renvoie des objets qui ne se laissent pas lire.")
    if seen.value.get("none"):
        raise CheckFailed("load_and_clean ne renvoie rien (None) : il manque sans doute un « return ».", "sans_return")
    if seen.value["parts"] != 3:
        raise CheckFailed("load_and_clean doit renvoyer trois choses : (table, images, labels).")
    if not seen.value["is_table"]:
        raise attempt.fault("La table que renvoie load_and_clean n’en est pas une", "pas_une_table")
    return made, seen.value


def check_loaded(attempt, seen, truth):
    """Every tree once, its photograph and its label in front of it. Raises `CheckFailed`."""

    index, known = seen["index"], {name: place for place, name in enumerate(truth.ids)}
    if not set(index) & set(known):
        looks = index and all(name.isdigit() for name in index)
        raise attempt.fault("load_and_clean ne rend pas les arbres du dossier", "index" if looks else "autre_dossier")
    if len(set(index)) < len(index):
        raise attempt.fault("Un même arbre revient plusieurs fois dans la table", "doublons")
    if set(index) != set(known):
        raise attempt.fault("Il manque des arbres dans la table, ou il y en a de trop", "arbres_perdus")
    order = np.array([known[name] for name in index])
    images = seen["images"]
    if images is None or images.dtype != np.uint8 or images.shape != truth.images.shape:
        raise attempt.fault("Les images ne sont pas celles attendues", "images_forme")
    if not np.array_equal(images, truth.images[order]):
        raise attempt.fault("Des photos ne sont pas celles de leur arbre", "photos_melangees")
    _check_labels(attempt, seen, None if truth.labels is None else truth.labels[order])


def _check_labels(attempt, seen, labels):
    """The labels, and that the table does not hold them. `labels` is what is right, None where there are none."""
    given = seen["labels"]
    if labels is None:
        told = given is not None and any(value is not None and value == value for value in np.ravel(given).tolist())
        if told:
            raise attempt.fault("labels n’est pas None pour un dossier sans étiquettes", "etiquettes_forme")
        return
    array = numbers(given)
    if array is None or array.shape != labels.shape or not np.isin(array, (0, 1)).all():
        raise attempt.fault("Les étiquettes ne sont pas celles attendues", "etiquettes_forme")
    if not np.array_equal(array, labels):
        raise attempt.fault("Des étiquettes ne sont pas celles de leur arbre", "etiquettes_melangees")
    if any(np.array_equal(column, labels) for column in seen["numbers"].values()):
        raise attempt.fault("La table contient encore les étiquettes", "etiquette_dans_la_table")


def check_documented_defects(attempt, seen):
    """What the data's documentation warns of has been seen to. Raises `CheckFailed`."""
    for name, column in seen["numbers"].items():
        known = column[np.isfinite(column)]
        wrong = known[(known < FORGOTTEN) | _impossible(name, known)]
        if wrong.size:
            told = f" : {wrong[0]:g}".replace(".", ",") if attempt.shows else ""
            text = f"La colonne « {name} » contient encore une valeur impossible{told}"
            raise attempt.fault(text, "mesure_oubliee")


def _impossible(name, known):
    """Which values of a column no measure is, where the column is still in its own unit."""
    low, high = MEASURES.get(name, (-np.inf, np.inf))
    in_unit = known.size and 10 < np.median(known) < high
    return (known < low) | (known > high) if in_unit else np.zeros(known.shape, dtype=bool)


def check_same_tables(attempt, seen, lied):
    """What was loaded of the same trees with other labels is the same table. Raises `CheckFailed`."""
    order = {name: place for place, name in enumerate(lied["trees"])}
    rows = [order.get(name, 0) for name in seen["trees"]]
    for name, column in seen["numbers"].items():
        other = lied["numbers"].get(name)
        if other is None or not np.allclose(column, other[rows], equal_nan=True):
            text = f"La colonne « {name} » de la table dépend des étiquettes"
            raise attempt.fault(text, "etiquette_utilisee")


def check_own_folders(attempt):
    """Trees, photographs and labels of the student's own folders, each in front of the other. Raises `CheckFailed`."""
    for folder in (LABELLED, TO_VISIT):
        there = raw(attempt.function, folder)
        seen = _loaded_here(attempt, folder)
        lost = [name for name in KEPT if name not in seen["columns"]]
        if lost:
            raise CheckFailed(
                f"La table n’a plus la colonne « {lost[0]} » : gardez region, annee et appareil, les figures du "
                "notebook s’en servent."
            )
        check_loaded(attempt, seen, Truth(there["ids"], there["images"], there["labels"]))
    return "✔ load_and_clean : un arbre par ligne, sa photo et son étiquette en face, dans vos deux dossiers."


def _loaded_here(attempt, folder):
    """What was loaded of a folder of the student's. Raises `CheckFailed`, on the other folder's trees too."""
    try:
        return load(attempt, folder)[1]
    except CheckFailed as failure:
        if folder == TO_VISIT and any(name in str(failure) for name in raw(attempt.function, LABELLED)["ids"]):
            raise attempt.fault("load_and_clean ne rend pas les arbres du dossier", "autre_dossier") from None
        raise


def check_own_defects(attempt):
    """What the documentation of the student's own data warns of. Raises `CheckFailed`."""
    for folder in (LABELLED, TO_VISIT):
        check_documented_defects(attempt, load(attempt, folder)[1])
    return (
        "✔ load_and_clean : aucune valeur impossible.\nCe que le LISEZMOI annonce est traité. Y a-t-il autre chose ? "
        "Cette cellule ne le dira pas."
    )


EXERCISES = (
    Exercise(
        1, "Trees, photographs and labels, each in front of the other.", Question(LOAD_AND_CLEAN, check_own_folders)
    ),
    Exercise(
        "audit",
        "The documented defects; what no document tells is for the student to find.",
        Question(LOAD_AND_CLEAN, check_own_defects),
    ),
)
