"""What TP2’s three models share: the sentences on any of them, and the laws of a classifier."""

from difflib import get_close_matches

import numpy as np

from course_utils.checks import networks
from course_utils.checks.task import Case

# Said of any model.
MODEL_HINTS = {
    "entree": "Le modèle doit accepter des lots de forme (n, n_features), quel que soit n_features : d’où vient la "
    "taille de son entrée, et les arguments de la fonction sont-ils dans l’ordre de l’énoncé ?",
    "non_compile": "Il manque l’appel à compile, où se donnent l’optimiseur, la perte et les métriques.",
    "sans_perte": "compile a besoin d’une perte (loss) : sans elle, rien ne s’apprend.",
    "sans_non_linearite": "Des couches linéaires empilées n’en font qu’une : que faut-il après chaque couche cachée ?",
    "une_couche_cachee": "Il en faut au moins deux, l’une après l’autre, avant la couche de sortie : en écriture "
    "fonctionnelle, chaque couche s’appelle sur la sortie de la précédente.",
    "poids_de_perte": "Le troisième argument de compile est loss_weights, pas les métriques : nommez-les, metrics=[…].",
    "sans_metrique": "La perte se lit mal : donnez à compile la métrique que demande l’énoncé.",
    "n_apprend_pas": "Ses couches sont-elles entraînables, et le taux d’apprentissage ni nul ni immense ?",
}

CLASSIFIER_HINTS = MODEL_HINTS | {
    "nombre_de_sorties": "Combien de neurones faut-il à la couche de sortie pour cette tâche ?",
    "forme_de_sortie": "La sortie est une matrice, une ligne par exemple et une colonne par neurone : quelle est la "
    "forme de l’entrée d’un exemple ?",
    "softmax_et_from_logits": "La perte applique elle-même softmax quand from_logits=True : la voici appliquée deux "
    "fois.",
    "logits_sans_from_logits": "La sortie est linéaire, ce sont des logits : la perte, elle, croit recevoir des "
    "probabilités.",
    "etiquettes_entieres": "Les étiquettes sont des entiers (0, 1, 2…), pas des vecteurs one-hot : la perte doit le "
    "savoir.",
    "perte_de_regression": "C’est une perte de régression : pour des classes, il faut une entropie croisée.",
    "perte_mal_orthographiee": "Le nom d’une perte s’écrit comme Keras l’écrit, à une lettre près.",
    "perte_inadaptee": "Cette perte ne va pas avec cette sortie : relisez le tableau des trois architectures.",
    "sortie_inadaptee": "L’activation de la sortie ne convient pas à cette tâche, ou une autre l’a précédée : "
    "la sortie doit donner des probabilités, calculées une seule fois, ou des logits, sans activation.",
    "metrique_inadaptee": "Aucune métrique n’y donne la part d’exemples bien classés (accuracy), sur des étiquettes "
    "entières.",
}


# What Keras calls them: a name that is nearly one of these is misspelt.
LOSSES = ("binary_crossentropy", "categorical_crossentropy", "sparse_categorical_crossentropy", "mean_squared_error")


def network_of(attempt, args, by_name=False):
    """The sentence's beginning, the `Network` that the call gives, and the rows that it was called on."""
    case = Case(args, by_name=by_name)
    what = attempt.describe(case)
    value = attempt.value(case)
    X = networks.rows(args[0])
    network = networks.look(attempt, what, value, X)
    networks.check_depth(attempt, what, network)
    return what, network, X


def labels_of(score, threshold):
    """Labels that agree with most of the scores, not with all."""
    return (score > threshold).astype(int) ^ (np.arange(len(score)) % 3 == 0)


def check_pairing(attempt, what, network, y):
    """The output and the loss of a classifier of integer labels go together. Raises `CheckFailed`."""
    activation, (loss, from_logits) = network.activation, networks.loss_kind(network, y)
    if network.units == 1 and activation == "softmax":
        raise attempt.fault(f"{what} renvoie un modèle à un seul neurone softmax", "softmax_un_neurone")
    if loss in ("mse", "mae", "huber") or loss.startswith(("mean_", "log_cosh")):
        raise attempt.fault(f"{what} renvoie un modèle de perte « {loss_name(network)} »", "perte_de_regression")
    right_loss, right_activation = ("bce", "sigmoid") if network.units == 1 else ("scce", "softmax")
    if loss == "cce" and network.units > 1:
        raise attempt.fault(f"{what} renvoie un modèle de perte « {loss_name(network)} »", "etiquettes_entieres")
    misspelt = get_close_matches(loss_name(network), LOSSES, 1, cutoff=0.85)
    if loss != right_loss and misspelt and loss_name(network) not in LOSSES:
        text = f"{what} renvoie un modèle de perte « {loss_name(network)} », que Keras ne connaît pas : vous vouliez "
        raise attempt.fault(f"{text}sans doute « {misspelt[0]} »", "perte_mal_orthographiee")
    if loss != right_loss:
        outputs = f"{network.units} sortie{'s' * (network.units > 1)} ({activation})"
        raise attempt.fault(
            f"{what} renvoie un modèle à {outputs}, de perte « {loss_name(network)} »", "perte_inadaptee"
        )
    if activation not in ("linear", right_activation):
        mistake = "sigmoide_en_sortie" if activation == "sigmoid" and "sigmoide_en_sortie" in attempt.task.hints else ""
        raise attempt.fault(
            f"{what} renvoie un modèle dont la sortie passe par « {activation} »", mistake or "sortie_inadaptee"
        )
    if activation == "linear" and not from_logits:
        raise attempt.fault(
            f"{what} renvoie un modèle dont la sortie et la perte ne s’accordent pas", "logits_sans_from_logits"
        )
    if activation != "linear" and from_logits:
        mistake = "sigmoide_et_from_logits" if activation == "sigmoid" else "softmax_et_from_logits"
        raise attempt.fault(f"{what} renvoie un modèle dont la sortie et la perte ne s’accordent pas", mistake)


def check_accuracy(attempt, what, network, X, y):
    """A metric tells the share of labels that the model gets right. Raises `CheckFailed`."""
    told = metrics_of(attempt, what, network, X, y)
    output = network.output
    threshold = 0.5 if network.activation == "sigmoid" else 0.0
    labels = output[:, 0] > threshold if network.units == 1 else output.argmax(axis=1)
    if any(abs(value - np.mean(labels == y)) < 1e-4 for value in told.values()):
        return
    at_half = np.mean((output[:, 0] > 0.5) == y)
    if network.units == 1 and threshold == 0 and any(abs(value - at_half) < 1e-4 for value in told.values()):
        raise attempt.fault(f"{what} renvoie un modèle dont l’exactitude se trompe de seuil", "seuil_de_l_exactitude")
    raise attempt.fault(f"{what} renvoie un modèle dont la métrique ne convient pas", "metrique_inadaptee")


def metrics_of(attempt, what, network, X, y):
    """What the metrics tell, by name. Raises `CheckFailed` if there is none, or if they stop on an error."""
    told = networks.metrics_of(network, X, y)
    if told is None:
        raise attempt.fault(f"{what} renvoie un modèle dont la métrique s’arrête sur une erreur", "metrique_inadaptee")
    if not told:
        raise attempt.fault(f"{what} renvoie un modèle compilé sans métrique", "sans_metrique")
    return told


def loss_name(network):
    """The loss's name for a sentence."""
    return network.seen["loss"]
