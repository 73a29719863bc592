"""TP4, exercise 4: a model that takes the noise away."""

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.models import operate
from course_utils.checks.record import Opaque
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER
from course_utils.checks.tp4.noise import ADD_NOISE, NOISE_SEEDS, check_noise
from course_utils.checks.values import fault_of_form, kind

TRAIN_DENOISER = Task(
    "train_denoiser",
    ("X", "sigma", "rng"),
    hints={
        "ne_debruite_pas": "Qu’est-ce qui doit entrer pendant l’apprentissage, et qu’est-ce qui doit sortir ?",
        "cible_bruitee": "La cible de l’apprentissage est-elle bien l’image propre ?",
        "pas_entraine": "Il n’a pas appris : fit a-t-il bien été appelé, sur ce modèle ?",
        "sortie_softmax": "Chaque pixel est un niveau de gris à lui seul, et non la probabilité d’une classe.",
        "page_blanche": "L’apprentissage a commencé par là, puisque presque tout est papier, et n’en est pas sorti "
        ": une autre perte, un autre pas ou plus d’époques l’en sortiront.",
        "bruit_pas_vu": "Il rend bien les images presque propres, et mal celles qui ont le bruit demandé : celles qui "
        "entrent pendant l’apprentissage ont-elles un bruit d’écart-type sigma, tiré pixel par pixel ?",
        "a_peine_commence": "Il n’a pas appris, ou à peine : fit a-t-il été appelé sur lui, et la perte est-elle faite "
        "pour des pixels, et non pour des classes ? Sinon, un autre optimiseur, un autre pas, plus d’époques ?",
        "history_rendu": "C’est ce que fit rend, l’historique : rendez le modèle.",
        "codes_rendus": "Est-ce l’encodeur seul ? Il faut un modèle qui rend des images.",
        "debruite_mal": "A-t-il vu le bruit à l’entrée, et s’est-il entraîné assez longtemps ?",
    },
    broader="Pour chaque exemple d’apprentissage, dites à voix haute ce qui entre et ce qui doit sortir. Puis "
    "regardez la courbe de la perte : a-t-elle fini de descendre ?",
    reread=f"{CHAPTER}, la section sur le débruitage",
)


N_TRAIN = 2500
NOISE = 0.6  # strong: a model that never saw noise, or that learnt to give it back, does badly


def digits():
    """The course's handwritten digits, brought to 14 × 14 pixels: (4000, 196) in [0, 1]."""
    from course_utils.data import load_mnist

    return shrink(load_mnist()[0])


def shrink(images):
    """Images (n, 28, 28) of 0…255 as rows (n, 196) of [0, 1]: each pixel the mean of a square of four."""
    return images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196) / 255


def noisy_digits(X, seed, sigma=NOISE):
    """The digits that a denoiser is tried on."""
    return np.clip(X + np.random.default_rng(seed).normal(0, sigma, X.shape), 0, 1)


def check_denoiser(attempt, X, others, seed):
    """The model that comes back cleans digits that it has not seen, better than a plain rule. Raises."""
    case = Case((X, NOISE, np.random.default_rng(seed)))
    what = "train_denoiser" if attempt.shows else attempt.describe(case)
    model = attempt.value(case)
    if not isinstance(model, Opaque):
        raise CheckFailed(f"{what} renvoie {kind(model)}, attendu un modèle entraîné.")
    if operate("history", model).value.get("is_history"):
        raise attempt.fault(f"{what} ne renvoie pas un modèle", "history_rendu")
    noisy = noisy_digits(others, seed + 1000)
    cleaned = _predicted(attempt, what, model, noisy)
    left = _check_cleaning(attempt, what, cleaned, noisy, others, X)
    if _error(cleaned, others, X) > CLEANED:
        _check_has_begun(attempt, what, cleaned, _predicted(attempt, what, model, others), others, X)
    return f"✔ train_denoiser : {left}."


def _predicted(attempt, what, model, images):
    """What the model's `predict` makes of images (n, d). Raises `CheckFailed`."""
    record = operate("predict_of", model, images)
    if record.error:
        raise CheckFailed(
            f"{what} : le modèle renvoyé s’arrête sur une erreur {record.error} à l’appel de sa méthode predict, sur "
            "un lot de la forme (n, d)."
        )
    if np.ndim(record.value) == 2 and np.shape(record.value)[1] < images.shape[1]:
        raise attempt.fault(f"{what} : le modèle rend moins de nombres qu’une image n’a de pixels", "codes_rendus")
    fault = fault_of_form(record.value, images.shape, shows=False, single_precision=True)
    if fault:
        raise CheckFailed(f"{what} : la méthode predict du modèle {fault}.")
    return np.asarray(record.value, dtype=float)


def _error(guess, clean, X):
    """The mean squared error, in parts of that of the mean image of X."""
    return np.mean((guess - clean) ** 2) / np.mean((X.mean(axis=0) - clean) ** 2)


def _check_cleaning(attempt, what, cleaned, noisy, clean, X):
    """The images are nearer to the clean ones than the noisy ones were, and their paper is white. Raises."""
    if _error(cleaned, clean, X) >= 0.9 * _error(noisy, clean, X):
        if cleaned.std(axis=0).mean() < 0.3 * clean.std(axis=0).mean() and cleaned.mean() > 2 * clean.mean():
            text = f"{what} : le modèle rend à peu près la même image grise, quoi qu’on lui montre"
            raise attempt.fault(text, "a_peine_commence")
        if cleaned.mean() > UNTRAINED:
            raise attempt.fault(f"{what} : le modèle rend du gris partout, sans rapport avec l’image", "pas_entraine")
        raise attempt.fault(
            f"{what} : les images que rend le modèle ne sont guère plus proches des images propres que ne l’étaient "
            "les images bruitées",
            "ne_debruite_pas",
        )
    paper = X.mean(axis=0) < 0.02  # pixels where nobody writes
    if cleaned[:, paper].mean() > PAPER:
        raise attempt.fault(f"{what} : le papier, blanc sur les images propres, reste gris", "cible_bruitee")
    return _score(cleaned, clean, X)


def _score(cleaned, clean, X):
    """What is left of the mean image's error, beside the limit, as the end of a French sentence."""
    left = 100 * _error(cleaned, clean, X)
    return f"il reste {left:.0f} % de l’erreur de l’image moyenne, pour {100 * LIMIT:.0f} % au plus"


def _check_has_begun(attempt, what, cleaned, from_clean, clean, X):
    """A model that cleans little was at least trained on that noise, and comes below the limit. Raises `CheckFailed`.

    Who saw clean images alone, or a weaker noise, gives these back well; a right training that was short does not yet.
    """
    if _error(from_clean, clean, X) < KNOWS_CLEAN * _error(cleaned, clean, X):
        raise attempt.fault(f"{what} : le modèle ne débruite pas les chiffres qu’il n’a jamais vus", "bruit_pas_vu")
    if np.allclose(cleaned.sum(axis=1), 1, atol=1e-3):
        raise attempt.fault(
            f"{what} : les pixels d’une image rendue somment toujours à 1, comme une softmax", "sortie_softmax"
        )
    if cleaned.mean() < X.mean() / 4:
        raise attempt.fault(f"{what} : le modèle rend des pages presque blanches", "page_blanche")
    error = _error(cleaned, clean, X)
    if error > LIMIT:
        raise attempt.fault(
            f"{what} : le modèle ne débruite pas assez les chiffres qu’il n’a jamais vus, {_score(cleaned, clean, X)}",
            "debruite_mal",
        )


# Error after cleaning, at most, in parts of that of the mean image; said in the statement.
LIMIT = 0.90
# No model that has seen clean images alone comes below; above, what it makes of clean images tells it.
CLEANED = 0.86
KNOWS_CLEAN = 0.8  # an honest training, however short, does no better on clean images than on noisy ones

UNTRAINED = 0.4  # the mean grey of a sigmoid's first weights is a half; that of the noisy digits, 0.3
PAPER = 0.08  # grey of the paper after cleaning, at most


def check_visible(attempt):
    """On digits that everybody has. Raises `CheckFailed`."""
    images = digits()
    return check_denoiser(attempt, images[:N_TRAIN], images[N_TRAIN : N_TRAIN + 500], seed=0)


EXERCISE = Exercise(
    4,
    "Noise, and a model that takes it away.",
    Question(ADD_NOISE, check_noise, given=(NOISE_SEEDS,)),
    Question(TRAIN_DENOISER, check_visible),
)
