"""TP4, exercise 2: the target is the input."""

import math

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER
from course_utils.checks.tp4.networks import Network
from course_utils.checks.tp4.with_models import output_of
from course_utils.checks.values import kind

TRAIN_AUTOENCODER = Task(
    "train_autoencoder",
    ("autoencoder", "X", "epochs"),
    hints={
        "epoques_ignorees": "L’entraînement dure epochs époques.",
        "historique_dictionnaire": "L’objet History entier est attendu.",
        "renvoie_le_modele": "Le modèle est déjà chez qui appelle : c’est l’historique (History) de l’entraînement "
        "qui est attendu.",
        "autre_modele_entraine": "C’est lui qu’il faut entraîner, et non une copie ou un autre modèle ; et sa "
        "propre sortie, prise pour cible, ne lui apprend rien.",
        "cible_n_est_pas_l_entree": "Que doit reproduire un AutoEncodeur ?",
        "entree_modifiee": "Sont-ils bruités, ou mis à une autre échelle ?",
        "donnees_inutilisees": "Toutes les lignes servent à chaque époque.",
        "erreur_ne_baisse_pas": "La cible est-elle bien l’entrée, et toutes les données servent-elles ?",
    },
    broader="Que doit-on trouver à la sortie d’un AutoEncodeur quand on lui présente une image ?",
    reread=f"{CHAPTER}, la section qui présente l’encodeur et le décodeur",
)


LEVELS = (0.1, 0.9)


def two_levels(n, d, seed=0):
    """Samples (n, d) whose every value is one of `LEVELS`, at random: nothing but the input itself predicts it."""
    return np.where(np.random.default_rng(seed).uniform(size=(n, d)) < 0.5, *LEVELS)


def beginner(d, seed=0, width=100):
    """An autoencoder that has learnt nothing yet: its weights drawn as Keras draws them."""
    rng = np.random.default_rng(seed)
    limit = math.sqrt(6 / (d + width))
    kernels = [rng.uniform(-limit, limit, shape) for shape in ((d, width), (width, d))]
    return Network([kernels[0], np.zeros(width), kernels[1], np.zeros(d)], ["tanh", "sigmoid"])


# What is left of the variance, at most, after the training of exercise 2; predicting the mean leaves all of it.
LEARNT = 0.85


def check_training(attempt, X, epochs=40, seed=0):
    """The laws of `train_autoencoder`: a History of that many epochs, in place, target and input alike. Raises."""
    start = beginner(X.shape[1], seed)
    # Whatever stops a training early lets it make two epochs.
    _, told = _trained(attempt, start, X[:40], 2)
    if told != 2:
        count = f" : {told} époque{'s' * (told > 1)}, pour epochs=2" if attempt.shows else ""
        raise attempt.fault(
            f"train_autoencoder ne fait pas le nombre d’époques demandé, d’après son historique{count}",
            "epoques_ignorees",
        )
    record, told = _trained(attempt, start, X, epochs)
    if not 2 < told <= epochs:
        raise attempt.fault(
            "train_autoencoder ne fait pas le nombre d’époques demandé, d’après son historique", "epoques_ignorees"
        )
    check_reconstruction(attempt, record.args[0], start, X, told)


def _trained(attempt, start, X, epochs):
    """Call `train_autoencoder`; its record, and how many epochs its `History` tells of. Raises `CheckFailed`."""
    options = {"levels": list(LEVELS), "learning_rate": 0.003, "run_eagerly": epochs < 3}
    case = Case((start.built("watched", **options), X, epochs))
    what = attempt.describe(case)
    record = attempt.record(case)
    if isinstance(record.value, Opaque):
        noted = operate("history", record.value).value
        if isinstance(noted, dict) and noted.get("is_history"):
            return record, len(max(noted["history"].values(), key=len, default=()))
    if isinstance(record.value, dict):
        raise attempt.fault(f"{what} renvoie un dictionnaire", "historique_dictionnaire")
    if isinstance(record.value, Opaque) and operate("describe", record.value).value != {"is_model": False}:
        raise attempt.fault(f"{what} renvoie un modèle", "renvoie_le_modele")
    raise CheckFailed(f"{what} renvoie {kind(record.value)}, attendu l’objet History de l’entraînement.")


def check_reconstruction(attempt, model, start, X, epochs):
    """The model that was given reproduces X, and was shown X, most of it, for input and target. Raises."""
    output, seen = output_of(model, X), operate("astray", model).value
    if output.shape == X.shape and np.allclose(output, start.predict(X), atol=1e-4):
        raise attempt.fault("train_autoencoder laisse inchangé le modèle qu’elle reçoit", "autre_modele_entraine")
    seen = {name: value for name, value in seen.items() if isinstance(value, float)} if isinstance(seen, dict) else {}
    if seen.get("target", 0) > 1e-5:
        raise attempt.fault(
            "train_autoencoder donne au modèle une cible qui n’est pas son entrée", "cible_n_est_pas_l_entree"
        )
    if seen.get("input", 0) > 1e-5:
        raise attempt.fault(
            "train_autoencoder n’entraîne pas le modèle sur les exemples de X tels qu’ils sont", "entree_modifiee"
        )
    if 0 < seen.get("rows", 0) < 0.65 * epochs * len(X):
        raise attempt.fault(
            "train_autoencoder ne montre au modèle, à chaque époque, qu’une partie de X", "donnees_inutilisees"
        )
    if not np.mean((output - X) ** 2) <= LEARNT * np.var(X, axis=0).mean():
        raise attempt.fault(
            "train_autoencoder n’apprend pas : l’erreur de reconstruction sur X ne baisse pas assez",
            "erreur_ne_baisse_pas",
        )


def check_visible(attempt):
    """Both levels, drawn once for everybody. Raises `CheckFailed`."""
    check_training(attempt, two_levels(200, 10))


CHECKED = "History, la cible est l’entrée, toutes les époques, le modèle apprend"
EXERCISE = Exercise(
    2, "Training in which the target is the input.", Question(TRAIN_AUTOENCODER, check_visible, verified=CHECKED)
)
