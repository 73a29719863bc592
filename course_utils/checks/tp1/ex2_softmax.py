"""TP1, exercise 2: softmax, row by row."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import CHAPTER, numbers

SOFTMAX = Task(
    "softmax",
    ("z",),
    hints={
        "softmax_colonnes": "La normalisation se fait par ligne (une ligne, un exemple), pas par colonne.",
        "softmax_globale": "La normalisation se fait ligne par ligne : ici, tout le tableau somme à 1.",
        "softmax_sans_exponentielle": "Il manque l’exponentielle : sans elle, des entrées négatives donnent "
        "des « probabilités » négatives.",
        "softmax_deborde": "L’exponentielle d’un grand nombre est infinie : quelle transformation d’une ligne "
        "laisse le résultat inchangé ?",
        "softmax_decalage_global": "Un même décalage pour toutes les lignes éteint celles dont les valeurs "
        "sont bien plus petites.",
        "softmax_decalage_d_un_cote": "Le décalage doit être le même au numérateur et dans la somme.",
        "softmax_sigmoid": "C’est une sigmoïde élément par élément : rien n’y relie les éléments d’une ligne.",
        "softmax_log": "C’est le logarithme de ce qui est demandé.",
        "softmax_max": "Chaque ligne doit sommer à 1 : par quoi faut-il diviser ?",
    },
    broader="Vérifiez deux lois sur un petit exemple : chaque ligne somme à 1, et ajouter une constante à une "
    "ligne ne change pas le résultat.",
    example="À la main : la ligne [0, 0] donne [0,5, 0,5], et la ligne [1000, 1000] aussi.",
    reread=f"{CHAPTER}, la section sur les fonctions d’activation",
)

LARGE_ROWS = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -999.0, -1000.0], [1000.0, 1000.0, 999.0], [1.0, 2.0, 0.5]])


EXERCISE = Exercise(
    2,
    "Softmax, row by row.",
    Question(
        SOFTMAX,
        verified="chaque ligne, décalages, une seule ligne ou colonne, entiers, ±1000",
        cases=[
            Case((numbers(4, 3),)),
            Case((numbers(3, 3) + np.array([[100.0], [0.0], [-50.0]]),), "chaque ligne est ici décalée", by_name=True),
            Case((numbers(1, 4, start=2),), "il n’y a ici qu’une ligne"),
            Case((numbers(3, 1, start=3),), "il n’y a ici qu’une colonne"),
            Case((np.array([[1, 2, 3], [0, 0, 5]]),), "z est ici un tableau d’entiers"),
            Case((LARGE_ROWS,), "les lignes mêlent ici de très grandes valeurs, jusqu’à ±1000"),
            Case((np.array([[900.0, 899.0, -900.0, -900.0, -900.0]]),), "deux grandes valeurs sont ici voisines"),
        ],
    ),
)
