"""TP1, exercise 5: the trajectory of a gradient descent."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import CHAPTER, numbers

GRADIENT_DESCENT = Task(
    "gradient_descent",
    ("gradient", "theta0", "learning_rate", "n_steps"),
    hints={
        "descente_ascension": "La trajectoire monte : le gradient indique la plus forte montée.",
        "descente_sans_theta0": "La première ligne de la trajectoire est le point de départ.",
        "descente_dernier_point": "Il faut toute la trajectoire, et pas seulement son dernier point.",
        "descente_alias": "Toutes les lignes sont le même tableau, modifié après coup : gardez-en des copies.",
        "descente_gradient_du_depart": "Le gradient se calcule au point courant, à chaque pas.",
        "descente_entiers": "Un point de départ entier tronque les pas : travaillez en flottants.",
        "descente_sans_taux": "Le taux d’apprentissage n’est pas utilisé.",
        "descente_taux_en_dur": "Le pas d’apprentissage est écrit en dur : c’est learning_rate, reçu en argument, "
        "qui compte.",
        "descente_les_pas": "Ce sont les déplacements : chaque ligne est un point, celui d’avant plus le déplacement.",
        "descente_un_pas_de_moins": "Il manque un pas : n_steps pas font n_steps + 1 points.",
        "descente_normalisee": "Le pas dépend de la longueur du gradient : ne le normalisez pas.",
        "descente_taux_decroissant": "Le taux d’apprentissage est constant.",
        "descente_depuis_zero": "La descente part de theta0, pas de l’origine.",
        "descente_coordonnees_une_a_une": "Toutes les coordonnées avancent ensemble, du même gradient.",
    },
    broader="Faites deux pas à la main en dimension 1, et comparez ligne à ligne.",
    example="À la main : un gradient qui vaut deux fois theta, un départ en 1, un taux de 0,25 et deux pas donnent "
    "1, puis 0,5, puis 0,25.",
    reread=f"{CHAPTER}, la section sur la descente de gradient",
)


def slope(theta):
    """The gradient of a tilted bowl, in any dimension."""
    theta = np.asarray(theta, dtype=float)
    return np.arange(1, theta.size + 1) * (theta - 1) + 0.5 * theta[::-1]


def flat(theta):
    """The gradient of a plain: zero everywhere."""
    return np.zeros(np.shape(theta))


EXERCISE = Exercise(
    5,
    "The trajectory of a gradient descent.",
    Question(
        GRADIENT_DESCENT,
        verified="toute la trajectoire, en une, deux et trois dimensions, sans pas, sur un plat",
        cases=[
            Case((slope, np.array([2.0, -1.0]), 0.2, 4)),
            Case((slope, numbers(3), 0.05, 3), "il y a ici trois paramètres", by_name=True),
            Case((slope, np.array([1.5]), 0.3, 5), "il n’y a ici qu’un paramètre"),
            Case((slope, np.array([2.0, 0.5]), 0.1, 0), "sans aucun pas, la trajectoire est le point de départ seul"),
            Case(
                (flat, np.array([2.0, 0.5]), 0.1, 3), "le gradient est ici nul partout : il y a quand même n_steps pas"
            ),
            Case((slope, [3.0, -2.0], 0.2, 2), "theta0 est ici une liste", may_refuse=True),
            Case((slope, np.array([3, -2]), 0.2, 3), "theta0 est ici un tableau d’entiers", may_refuse=True),
        ],
    ),
)
