"""TP4, exercise 5: the reconstruction error of each sample."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER, LOOSE, values

RECONSTRUCTION_ERRORS = Task(
    "reconstruction_errors",
    ("X", "X_hat"),
    hints={
        "erreurs_sommees": "C’est une somme : elle grandit avec le nombre de pixels.",
        "erreurs_divisees_par_n": "La somme de chaque exemple est divisée par le nombre d’exemples : de quoi "
        "fait-on ici la moyenne ?",
        "erreurs_moyenne_globale": "Il faut une erreur par exemple, et non une seule pour tous.",
        "erreurs_racine": "Il y a une racine carrée de trop.",
        "erreurs_absolues": "C’est l’erreur absolue moyenne : l’écart doit être mis au carré.",
        "erreurs_axe_0": "La moyenne est prise sur les exemples : il faut la prendre sur tout le reste.",
        "erreurs_dernier_axe": "Un exemple peut être une image : la moyenne se prend sur tous les axes sauf le "
        "premier, quel que soit leur nombre.",
        "erreurs_norme": "C’est la longueur de l’écart, racine de la somme des carrés : il faut la moyenne des carrés.",
        "erreurs_priorite": "Le carré ne porte que sur X_hat : l’écart se calcule d’abord, entre parenthèses.",
        "erreurs_sans_carre": "Les écarts ne sont pas mis au carré : ils se compensent.",
        "erreurs_une_seule": "Il ne reste qu’une erreur : un « return » dans une boucle s’arrête au premier exemple.",
        "erreurs_carre_de_la_moyenne": "Le carré se prend avant la moyenne.",
    },
    broader="Calculez à la main pour deux images de 2 × 2 pixels.",
    example="À la main : [1, 3] reconstruit en [0, 0] a une erreur de 5.",
    reread=f"{CHAPTER}, la section sur la détection d’anomalies",
    **LOOSE,
)


EXERCISE = Exercise(
    5,
    "The reconstruction error of each sample.",
    Question(
        RECONSTRUCTION_ERRORS,
        verified="un nombre par exemple, vecteurs et images",
        cases=[
            Case((values(4, 4), values(4, 4, start=5))),
            Case((values(3, 5, start=2), values(3, 5, start=6)), by_name=True),
            Case((values(3, 2, 4, 2, start=3), values(3, 2, 4, 2, start=7)), "X est ici un lot d’images en couleur"),
            Case((values(1, 6, start=4), values(1, 6, start=8)), "il n’y a ici qu’un exemple"),
            Case(
                (np.array([[1, 0], [4, 2], [0, 3]]), np.array([[0, 0], [1, 2], [2, -1]])),
                "les tableaux sont ici entiers",
            ),
            Case(
                (values(3, 4, start=9).astype(np.float32), values(3, 4, start=5).astype(np.float32)),
                "les tableaux sont ici en simple précision, comme ceux de Keras",
            ),
        ],
    ),
)
