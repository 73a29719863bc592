"""TP3, exercise 2: the number of parameters of a convolution."""

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp3.arguments import CHAPTER

CONV_PARAMETERS = Task(
    "conv_parameters",
    ("kx", "ky", "in_channels", "filters"),
    hints={
        "parametres_somme": "Un noyau est une grille : ses poids se comptent par un produit, pas par une somme.",
        "filtres_sans_biais": "Les biais sont des paramètres aussi.",
        "filtres_priorite": "Sans parenthèses, la multiplication passe avant : (a + 1) × F n’est pas a + 1 × F.",
        "filtres_un_seul_biais": "Chaque filtre a son propre biais, et non chaque couche.",
        "filtres_biais_par_plan": "Un filtre n’a qu’un biais, quel que soit le nombre de plans qu’il regarde.",
        "filtres_biais_de_l_entree": "Les biais vont avec les filtres, pas avec les plans de l’entrée.",
        "filtres_sans_plans": "Un filtre regarde tous les plans de l’entrée : il a un noyau pour chacun.",
        "filtres_un_seul": "C’est le compte d’un seul filtre.",
        "filtres_noyau_carre": "Le noyau n’est pas toujours carré.",
        "filtres_somme_des_plans": "Chaque plan apporte tout un noyau de poids, et non un seul.",
    },
    broader="Dessinez un filtre sur une image en couleurs : combien de poids touchent un pixel de sortie ?",
    example="À la main : un filtre de 3 × 3 sur une image à 3 plans a 27 poids et 1 biais ; dix filtres en ont 280.",
    reread=f"{CHAPTER}, la section sur le nombre de paramètres",
)


EXERCISE = Exercise(
    2,
    "The number of parameters of a convolution.",
    Question(
        CONV_PARAMETERS,
        verified="plans, filtres, noyaux carrés ou non",
        cases=[
            Case((3, 3, 2, 8)),
            Case((5, 5, 3, 6), "l’image a ici trois plans", by_name=True),
            Case((2, 5, 4, 7), "le noyau n’est pas carré"),
            Case((1, 1, 16, 4), "le noyau est ici d’un pixel"),
        ],
    ),
)
