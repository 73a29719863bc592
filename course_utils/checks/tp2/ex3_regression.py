"""TP2, exercise 3: compiled regressor."""

import numpy as np

from course_utils.checks import networks
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.record import reseeded
from course_utils.checks.task import Task
from course_utils.checks.tp2.arguments import CHAPTER
from course_utils.checks.tp2.models import MODEL_HINTS, loss_name, metrics_of, network_of

REGRESSION_MODEL = Task(
    "regression_model",
    ("n_features",),
    hints=MODEL_HINTS
    | {
        "nombre_de_sorties": "On prédit un seul nombre par exemple.",
        "forme_de_sortie": "On prédit un seul nombre par exemple.",
        "relu_en_sortie": "La sortie ne peut pas être négative : et si la cible l’est ?",
        "sigmoide_en_sortie": "La sortie reste entre deux bornes : la cible, elle, n’en a pas.",
        "sortie_inadaptee": "L’activation de la couche de sortie ne convient pas à une cible sans bornes.",
        "perte_de_classification": "C’est une perte de classification : ici la cible est un nombre.",
        "perte_inadaptee": "La perte attendue est MSE, MAE ou Huber.",
        "exactitude_en_regression": "L’exactitude (accuracy) compte les réponses justes ; une valeur réelle "
        "ne l’est jamais exactement.",
        "metrique_inadaptee": "La métrique attendue est l’erreur absolue moyenne (MAE) ou quadratique (MSE).",
    },
    broader="Une régression prédit n’importe quel nombre : la sortie, la perte et la métrique doivent toutes "
    "l’accepter.",
    reread=f"{CHAPTER}, la section sur la régression",
)


DRAWS = 5


def _check_linear(attempt, what, network, n_features):
    """The output may be any number. Raises `CheckFailed`."""
    # Of one feature alone, a shortcut past the hidden layers would bend the same way.
    bends = n_features > 1 and networks.bends_at_zero(network.linear, network.output)
    if bends or network.activation != "linear":
        mistake = {"relu": "relu_en_sortie", "sigmoid": "sigmoide_en_sortie", "tanh": "sigmoide_en_sortie"}
        raise attempt.fault(
            f"{what} renvoie un modèle dont la sortie n’est pas linéaire",
            mistake.get(network.activation, "sortie_inadaptee"),
        )


def check_regression(attempt, sizes):
    """Two hidden layers, a linear output, a loss and a metric for numbers. Raises `CheckFailed`."""
    for place, n_features in enumerate(sizes):
        what, network, X = network_of(attempt, (n_features,), by_name=place == 1)
        if network.units != 1:
            raise attempt.fault(f"{what} renvoie un modèle qui a plusieurs sorties", "nombre_de_sorties")
        _check_linear(attempt, what, network, n_features)
        for seed in range(1, DRAWS):  # of the first weights some never let the output be negative: a ReLU hides there
            if np.ptp(np.sign(network.linear)) == 0:
                with reseeded(seed):
                    what, network, X = network_of(attempt, (n_features,), by_name=place == 1)
                _check_linear(attempt, what, network, n_features)
        y = network.output[:, 0] + np.resize([-2.0, 0.3, 1.5, -0.1], len(X))
        loss, _ = networks.loss_kind(network, y)
        if loss not in ("mse", "mae", "huber"):
            classes = loss in ("bce", "cce", "scce") or "crossentropy" in loss or "hinge" in loss
            raise attempt.fault(
                f"{what} renvoie un modèle de perte « {loss_name(network)} »",
                "perte_de_classification" if classes else "perte_inadaptee",
            )
        told = metrics_of(attempt, what, network, X, y)
        error = network.output[:, 0] - y
        wanted = np.mean(np.abs(error)), np.mean(error**2)
        if not any(np.isclose(value, right, rtol=1e-3) for value in told.values() for right in wanted):
            exact = any("acc" in name for name in told)
            raise attempt.fault(
                f"{what} renvoie un modèle dont la métrique ne convient pas",
                "exactitude_en_regression" if exact else "metrique_inadaptee",
            )
        if place == 0:
            X = networks.rows(n_features, 96, seed=9)
            networks.check_learns(attempt, what, network, X, 2 * X[:, 0] - X[:, -1] + 1)


EXERCISE = Exercise(
    3,
    "A compiled regressor.",
    Question(
        REGRESSION_MODEL,
        check_regression,
        given=((6, 3),),
        verified="couches cachées et non-linéarités, sortie linéaire, perte et métrique d’une régression",
    ),
)
