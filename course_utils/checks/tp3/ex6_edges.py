"""TP3, exercise 6: two kernels that find vertical and horizontal edges. Laws on nine weights."""

import numpy as np

from course_utils.checks.engine import CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp3.arguments import CHAPTER
from course_utils.checks.values import kind, numbers

EDGE_KERNELS = Task(
    "edge_kernels",
    (),
    hints={
        "contours_forme": "Deux noyaux de 3 × 3, un plan en entrée : la forme est (3, 3, 1, 2), le numéro du "
        "noyau en dernier.",
        "contours_somme": "Sur une image constante la réponse n’est pas 0 : que doit valoir la somme des neuf poids ?",
        "contours_echanges": "Les deux noyaux semblent échangés : d’un côté à l’autre d’un contour vertical, "
        "dans quelle direction l’image change-t-elle ?",
        "contours_meme_noyau": "Les deux noyaux répondent aux contours de même direction.",
        "contours_dans_les_deux_sens": "Un noyau répond aussi aux contours de l’autre direction : "
        "le long d’un contour, sa réponse doit s’annuler.",
        "contours_muets": "Un noyau ne répond pas du tout au contour qu’il doit trouver.",
    },
    broader="Posez votre noyau sur une image dont la moitié gauche vaut 0 et la moitié droite 1, puis sur la "
    "même image tournée.",
    reread=f"{CHAPTER}, la section sur les noyaux faits à la main",
)

# A kernel's answer to an edge of the other direction, at most, as a part of that to its own.
OTHER_DIRECTION = 0.25


def check_edges(attempt):
    """Shape, nothing on a constant image, an answer to edges of one direction and hardly any to the other. Raises."""
    value = attempt.value(Case(()))
    kernels = numbers(value)
    if kernels is None or kernels.shape != (3, 3, 1, 2):
        came = f"un tableau de forme {kernels.shape}" if kernels is not None else kind(value)
        raise attempt.fault(f"edge_kernels() renvoie {came}", "contours_forme")
    if not np.isfinite(kernels).all():
        raise CheckFailed("edge_kernels() contient des valeurs qui ne sont pas des nombres finis (nan ou inf).")
    kernels = kernels.astype(float)
    names = ("edge_kernels()[..., 0]", "edge_kernels()[..., 1]")
    answers = [_answers(kernels[:, :, 0, f]) for f in range(2)]  # to vertical edges, to horizontal ones
    for f, name in enumerate(names):
        largest = np.abs(kernels[..., f]).max()
        if largest > 0 and abs(kernels[..., f].sum()) > 1e-5 * largest:
            raise attempt.fault(f"{name} n’est pas un détecteur de contours", "contours_somme")
    finds = [int(np.argmax(answer)) for answer in answers]
    for f, name in enumerate(names):
        if answers[f].max() <= 1e-5 * np.abs(kernels[..., f]).max():
            raise attempt.fault(f"{name} ne convient pas", "contours_muets")
    for f, name in enumerate(names):
        if answers[f].min() > OTHER_DIRECTION * answers[f].max():
            raise attempt.fault(f"{name} ne convient pas", "contours_dans_les_deux_sens")
    if finds == [1, 0]:
        raise attempt.fault("edge_kernels() ne convient pas", "contours_echanges")
    if finds[0] == finds[1]:
        raise attempt.fault("edge_kernels() ne convient pas", "contours_meme_noyau")


def _answers(kernel):
    """The largest answer of a kernel (3, 3) to a straight vertical edge, and to a horizontal one."""
    steps = [np.repeat([[0.0] * (3 - n) + [1.0] * n], 3, axis=0) for n in (1, 2)]
    return np.array([max(abs((kernel * step).sum()) for step in side) for side in (steps, [s.T for s in steps])])


CHECKED = "la forme, les bords verticaux et horizontaux, une image unie"
EXERCISE = Exercise(
    6, "Two kernels that find vertical and horizontal edges.", Question(EDGE_KERNELS, check_edges, verified=CHECKED)
)
