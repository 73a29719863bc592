"""TP2, exercise 4: compiled classifier of several classes."""

import numpy as np

from course_utils.checks import networks
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Task
from course_utils.checks.tp2.arguments import CHAPTER
from course_utils.checks.tp2.models import CLASSIFIER_HINTS, check_accuracy, check_pairing, network_of

MULTICLASS_MODEL = Task(
    "multiclass_model",
    ("n_features", "n_classes"),
    hints=CLASSIFIER_HINTS
    | {
        "sigmoide_en_sortie": "Les probabilités des classes doivent sommer à 1 : des sigmoïdes séparées ne "
        "le font pas.",
    },
    broader="Une sortie par classe, une loi de probabilité sur les classes, des étiquettes entières : "
    "vérifiez les trois.",
    reread=f"{CHAPTER}, la section sur la classification à plusieurs classes",
)


def check_multiclass(attempt, sizes):
    """Two hidden layers, an output a class, sparse cross-entropy. Raises `CheckFailed`."""
    for place, (n_features, n_classes) in enumerate(sizes):
        what, network, X = network_of(attempt, (n_features, n_classes), by_name=place == 1)
        if network.units != n_classes:
            raise attempt.fault(f"{what} renvoie un modèle qui n’a pas une sortie par classe", "nombre_de_sorties")
        y = (network.output.argmax(axis=1) + (np.arange(len(X)) % 3 == 0)) % n_classes
        check_pairing(attempt, what, network, y)
        check_accuracy(attempt, what, network, X, y)
        if place == 0:
            X = networks.rows(n_features, 96, seed=8)
            networks.check_learns(attempt, what, network, X, np.digitize(X[:, 0], np.linspace(-1, 1, n_classes - 1)))


EXERCISE = Exercise(
    4,
    "A compiled classifier of several classes.",
    Question(
        MULTICLASS_MODEL,
        check_multiclass,
        given=(((6, 4), (3, 7)),),
        verified="couches cachées et non-linéarités, sortie accordée à la perte, métrique, compilation",
    ),
)
