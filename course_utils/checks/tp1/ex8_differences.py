"""TP1, exercise 8: the gradient by central differences."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import CHAPTER, numbers

NUMERICAL_GRADIENT = Task(
    "numerical_gradient",
    ("f", "theta", "eps"),
    hints={
        "numerique_avant": "C’est une différence avant : la différence centrée regarde des deux côtés.",
        "numerique_arriere": "C’est une différence arrière : la différence centrée regarde des deux côtés.",
        "numerique_sans_le_2": "Quelle distance sépare les deux points où f est évaluée ?",
        "numerique_eps_ignore": "La valeur de eps que reçoit la fonction n’est pas utilisée.",
        "numerique_non_remis": "Chaque coordonnée se perturbe seule : remettez-la en place avant la suivante.",
        "numerique_entiers": "Un theta entier tronque la perturbation : travaillez en flottants.",
        "numerique_toutes_ensemble": "Les coordonnées se perturbent une à une, pas toutes ensemble.",
        "numerique_aplati": "Le gradient a la forme de theta.",
        "numerique_divise_par_eps_carre": "La différence se divise par la distance des deux points, pas par son carré.",
        "numerique_priorite": "« / 2 * eps » divise par 2 puis multiplie par eps : des parenthèses autour du "
        "dénominateur.",
        "numerique_meme_tableau": "Les deux points sont le même tableau : travaillez sur des copies.",
        "numerique_eps_relatif": "Le pas est eps lui-même, et non une part de la coordonnée.",
        "numerique_signe": "Le signe est inversé.",
    },
    broader="Essayez sur f(t) = t² en t = 3 avec eps = 1 : que doit donner la différence centrée, à la main ?",
    example="À la main : pour le carré de theta, en 3 et avec eps = 1, on regarde 16 et 4, et la réponse est 6.",
    reread=f"{CHAPTER}, la section sur la dérivation numérique",
)


def cubic(coefficients):
    """A function whose central difference depends on eps, all coordinates at once, and which minds their shape."""

    def f(theta):
        theta = np.asarray(theta, dtype=float)
        return float(np.sum(coefficients * theta**3) + np.sum(theta) ** 3)

    return f


def kink(theta):
    """The sum of absolute values: around its kink a difference tells which two points it looked at."""
    return float(np.sum(np.abs(theta)))


EXERCISE = Exercise(
    8,
    "The gradient by central differences.",
    Question(
        NUMERICAL_GRADIENT,
        verified="valeurs, eps donné ou non, vecteur, matrice et nombre",
        cases=[
            Case((cubic(numbers(3)), numbers(3, start=5), 0.1)),
            Case(
                (cubic(numbers(3, start=2)), numbers(3, start=6)), "eps n’est pas donné : sa valeur par défaut est 1e-5"
            ),
            Case((kink, np.array([0.4e-5, -0.2e-5])), "eps n’est pas donné : sa valeur par défaut est 1e-5"),
            Case((cubic(numbers(2, 3)), numbers(2, 3, start=5), 0.5), "theta est ici une matrice", by_name=True),
            Case((cubic(numbers(3)), np.array([1, -2, 3]), 0.1), "theta est ici un tableau d’entiers", may_refuse=True),
            Case((cubic(2.0), np.array(1.5), 0.1), "theta est ici un tableau sans dimension"),
            Case((cubic(2.0), -0.5, 0.1), "theta est ici un simple nombre", may_refuse=True),
        ],
    ),
)
