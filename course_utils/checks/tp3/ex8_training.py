"""TP3, exercise 8: one training, four thresholds."""

import time
from functools import cache

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.errors import error_of
from course_utils.checks.exercise import Exercise, Latest, Question
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque
from course_utils.checks.task import Case, Task
from course_utils.checks.tp3.arguments import CHAPTER
from course_utils.checks.values import kind, numbers

TRAIN_CNN = Task(
    "train_cnn",
    ("X", "y"),
    hints={
        "entraine_non_entraine": "C’est à peine mieux que le hasard : le modèle est-il bien entraîné, sur X et "
        "y, avant d’être renvoyé ?",
        "entraine_historique": "C’est l’historique de fit : il faut renvoyer le modèle.",
        "seuil_manque": "La perte descend-elle encore à la dernière époque (model.fit la rend, par époque) ? Si oui, "
        "continuez ; sinon, que change un réseau à convolutions, ou plus de filtres ?",
        "entraine_forme": "predict doit donner une ligne de dix nombres par image.",
        "entraine_sans_reseau": "Les réponses doivent venir d’un réseau Keras que train_cnn a entraîné, et non des "
        "images elles-mêmes, gardées et comparées.",
    },
    broader="Tracez la perte au fil des époques : descend-elle encore à la fin ? predict reçoit des images "
    "entre 0 et 1, comme X : sont-elles préparées dans le modèle, ou seulement à l’entraînement ?",
    reread=f"{CHAPTER}, la comparaison d’un réseau convolutif et d’un réseau dense",
)

THRESHOLDS = {"train_cnn": 0.80, "second": 0.86, "third": 0.90, "shifted": 0.62}

TRAINING, KEPT_ASIDE = slice(0, 3000), slice(3000, 4000)  # of the 4 000 digits that everybody has

SECONDS = 60  # after which the marking engine stops a call

SHIFTED_MISSED = (
    "Une couche dense apprend chaque pixel à sa place : qu’est-ce qui, dans le réseau ou dans les images qu’il "
    "apprend, l’habitue à ce qu’un chiffre bouge ?"
)
CHANCE = 0.25  # an accuracy below is told to be that of a model that was not trained

LEFT = 0.5  # the accuracy that an object whose networks are emptied does not reach


def digits(part):
    """A part of the digits: images (n, 28, 28, 1) float32 in [0, 1], labels (n,)."""
    from course_utils.data import load_mnist

    images, labels = load_mnist()
    return (images[part, :, :, None] / 255).astype(np.float32), labels[part]


@cache
def kept_aside():
    """Digits that no training has seen, each turned, zoomed and shifted a little, as the hidden ones are."""
    from course_utils.data import deform, load_mnist

    images, labels = load_mnist()
    rng = np.random.default_rng(2026)
    moved = np.stack([deform(image, rng) for image in images[KEPT_ASIDE]])
    return (moved[..., None] / 255).astype(np.float32), labels[KEPT_ASIDE]


class Training:
    """One call of `train_cnn(images, labels)` and what its model answers, or the fault that ended it."""

    def __init__(self, attempt, images, labels):
        self.attempt, self.model, self.failure, self.outputs = attempt, None, None, {}
        start = time.perf_counter()
        try:
            self.model = attempt.value(Case((images, labels)))
        except CheckFailed as failure:
            self.failure = failure
        seconds = time.perf_counter() - start
        if seconds > SECONDS:
            print(f"⏱ train_cnn a pris {seconds:.0f} s ici : à la correction, elle est arrêtée au bout de {SECONDS} s.")

    def answers(self, images, key):
        """The class of each image, by the largest output; asked once for each `key`. Raises `CheckFailed`."""
        if self.failure:
            raise self.failure
        if key not in self.outputs:
            self.outputs[key] = classes(self.attempt, self.model, images)
        return self.outputs[key]

    def emptied(self, images):
        """The answers of the same object while its networks hold nothing; asked once."""
        if "emptied" not in self.outputs:
            self.outputs["emptied"] = numbers(operate("predict_emptied", self.model, images).value)
        answered = self.outputs["emptied"]
        return None if answered is None or answered.ndim != 2 else answered.argmax(axis=1)


def check_digits(attempt, training, threshold, images, labels):
    """The accuracy of a training on digits that it has not seen reaches a threshold; what is printed. Raises."""
    asks = THRESHOLDS[threshold]
    if threshold == "shifted":
        images = shifted_by_two(images)
    accuracy = np.mean(training.answers(images, (threshold == "shifted", attempt.shows)) == labels)
    which = "décalés de deux pixels" if threshold == "shifted" else "jamais vus"
    hidden = "" if attempt.shows else "cachés "
    told = f"{100 * accuracy:.1f} % de chiffres {hidden}{which} bien classés, pour {100 * asks:.0f} % demandés"
    told = told.replace(".", ",")
    if accuracy >= asks:
        emptied = training.emptied(images)
        if emptied is not None and np.mean(emptied == labels) > LEFT:
            raise attempt.fault(
                "Les réponses ne viennent pas d’un réseau : elles sont les mêmes quand ses poids sont effacés",
                "entraine_sans_reseau",
            )
        return f"✔ train_cnn : {told}."
    if accuracy < CHANCE:
        raise attempt.fault(f"train_cnn n’atteint pas le seuil : {told}", "entraine_non_entraine")
    hint = SHIFTED_MISSED if threshold == "shifted" else attempt.task.hints["seuil_manque"]
    raise CheckFailed(f"train_cnn n’atteint pas le seuil : {told}. {hint}", "seuil_manque")


def classes(attempt, model, images):
    """What a model answers to images, from its `predict`. Raises `CheckFailed`."""
    if not isinstance(model, Opaque):
        raise CheckFailed(f"train_cnn renvoie {kind(model)}, attendu un modèle entraîné.")
    if model.type_name == "History":
        raise attempt.fault("train_cnn ne renvoie pas de modèle", "entraine_historique")
    record = operate("predict", model, images)
    if record.error == "TypeError":  # an object of the student's own, whose predict takes the images alone
        record = operate("predict_of", model, images)
    if record.error == "AttributeError":
        raise CheckFailed(f"train_cnn renvoie {kind(model)}, attendu un modèle entraîné.")
    if record.error:
        raise CheckFailed(f"Le modèle de train_cnn s’arrête dans predict sur {error_of(record, attempt.shows)}.")
    output = numbers(record.value)
    if output is None or output.shape != (len(images), 10):
        raise attempt.fault("Le modèle de train_cnn ne répond pas comme attendu", "entraine_forme")
    if not np.isfinite(output).all():
        raise CheckFailed("Le modèle de train_cnn prédit des valeurs qui ne sont pas des nombres finis (nan ou inf).")
    return output.argmax(axis=1)


def shifted_by_two(images):
    """Images (n, height, width, 1), each moved by two pixels in one of four directions, on an empty ground."""
    moved = np.zeros_like(images)
    moved[0::4, 2:] = images[0::4, :-2]
    moved[1::4, :-2] = images[1::4, 2:]
    moved[2::4, :, 2:] = images[2::4, :, :-2]
    moved[3::4, :, :-2] = images[3::4, :, 2:]
    return moved


latest = Latest()


def check_threshold(attempt, threshold):
    """One threshold, on digits kept aside. The first cell trains; the others judge the same training. Raises."""
    training = latest.of(attempt.function, lambda: Training(attempt, *digits(TRAINING)), again=threshold == "train_cnn")
    return check_digits(attempt, training, threshold, *kept_aside())


EXERCISE = Exercise(
    8,
    "A trained network: three thresholds of accuracy, and one on shifted digits, all for the same function.",
    *(Question(TRAIN_CNN, check_threshold, given=(name,), keyword=name) for name in THRESHOLDS),
)
