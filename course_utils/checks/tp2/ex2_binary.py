"""TP2, exercise 2: compiled binary classifier."""

from course_utils.checks import networks
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Task
from course_utils.checks.tp2.arguments import CHAPTER
from course_utils.checks.tp2.models import CLASSIFIER_HINTS, check_accuracy, check_pairing, labels_of, network_of

BINARY_MODEL = Task(
    "binary_model",
    ("n_features",),
    hints=CLASSIFIER_HINTS
    | {
        "softmax_un_neurone": "Softmax sur un seul neurone vaut toujours 1 : la sortie ne dépend plus de rien.",
        "sigmoide_et_from_logits": "La perte applique elle-même la sigmoïde quand from_logits=True : la voici "
        "appliquée deux fois.",
        "seuil_de_l_exactitude": "La sortie est un logit : l’exactitude tranche à 0,5, alors que le logit "
        "d’une probabilité de 0,5 est tout autre.",
    },
    broader="Écrivez côte à côte la sortie, la perte et la métrique, et demandez-vous ce que chacune croit "
    "recevoir : une probabilité, ou un logit ?",
    reread=f"{CHAPTER}, la section sur la classification binaire",
)


def check_binary(attempt, sizes):
    """Two hidden layers; one of the pairings of output, loss and metric for two classes. Raises `CheckFailed`."""
    for place, n_features in enumerate(sizes):
        what, network, X = network_of(attempt, (n_features,), by_name=place == 1)
        if network.units not in (1, 2):
            raise attempt.fault(f"{what} renvoie un modèle qui n’a ni une ni deux sorties", "nombre_de_sorties")
        score = network.output[:, 0] if network.units == 1 else network.output[:, 1] - network.output[:, 0]
        y = labels_of(score, 0.5 if network.activation == "sigmoid" and network.units == 1 else 0.0)
        check_pairing(attempt, what, network, y)
        check_accuracy(attempt, what, network, X, y)
        if place == 0:
            X = networks.rows(n_features, 96, seed=7)
            networks.check_learns(attempt, what, network, X, (X[:, 0] > 0).astype(int))


EXERCISE = Exercise(
    2,
    "A compiled binary classifier.",
    Question(
        BINARY_MODEL,
        check_binary,
        given=((6, 3),),
        verified="couches cachées et non-linéarités, sortie accordée à la perte, métrique, compilation",
    ),
)
