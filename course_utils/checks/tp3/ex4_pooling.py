"""TP3, exercise 4: max pooling, plane by plane."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp3.arguments import CHAPTER, PIXELS, numbers_like

MAX_POOL2D = Task(
    "max_pool2d",
    ("image", "size", "stride"),
    hints={
        "pool_zero": "Le maximum part de 0 : que devient une fenêtre où tout est négatif ?",
        "pool_moyenne": "C’est la moyenne de la fenêtre.",
        "pool_argmax": "C’est la place du maximum (argmax), et non sa valeur.",
        "pool_somme": "C’est la somme de la fenêtre.",
        "pool_min": "C’est le minimum de la fenêtre.",
        "pool_valeur_absolue": "Le signe compte : −3 est plus petit que 1.",
        "pool_tous_plans": "Chaque plan se réduit pour lui-même.",
        "pool_disjoint": "Les fenêtres avancent du pas, et non de leur taille.",
        "pool_pas_oublie": "Le pas n’est pas utilisé.",
        "pool_fenetre_du_pas": "La fenêtre a la taille demandée, qui n’est pas toujours celle du pas.",
        "pool_reste_garde": "Une fenêtre qui dépasse de l’image est laissée de côté.",
        "pool_pas_sur_un_axe": "Le pas vaut pour les deux directions.",
        "pool_sans_plus_un": "Il manque la dernière fenêtre, dans chaque direction.",
        "pool_premier_de_la_fenetre": "C’est le premier pixel de chaque fenêtre : où est le maximum ?",
        "pool_fenetre_sans_pas": "La sortie a la bonne taille, mais les fenêtres n’avancent que d’un pixel.",
        "pool_reste_partout": "Une fenêtre commence ici à chaque pas, même là où elle dépasse de l’image : ce qui "
        "dépasse est laissé de côté.",
        "pool_une_direction": "Une fenêtre a deux directions : le maximum n’y est pris que sur l’une.",
        "pool_padding": "Aucun zéro n’est ajouté : ce qui ne tient pas est laissé de côté.",
    },
    broader="Entourez les fenêtres sur une image de 5 × 5, avec une taille de 3 et un pas de 2, et prenez le "
    "plus grand nombre de chacune.",
    example="À la main : la fenêtre [[−1, −5], [−2, −3]] donne −1.",
    reread=f"{CHAPTER}, la section sur le pooling",
    shapes="image est (H, W, C), une fenêtre (size, size, C), et chaque plan en garde un nombre, soit (C,)",
    rtol=1e-5,
    atol=1e-6,
    single_precision=True,  # Keras computes so
)


EXERCISE = Exercise(
    4,
    "Max pooling, plane by plane.",
    Question(
        MAX_POOL2D,
        verified="chaque plan, pas et taille différents, valeurs négatives, restes laissés",
        cases=[
            Case((numbers_like(4, 6, 1), 2, 2)),
            Case((numbers_like(5, 5, 2, start=3), 3, 2), "les fenêtres se recouvrent, il y a deux plans", by_name=True),
            Case((-1 - np.abs(numbers_like(4, 4, 1)), 2, 2), "tout est ici négatif"),
            Case(
                (numbers_like(5, 7, 2, start=5) - 1.5, 2, 2),
                "la taille de l’image n’est pas un multiple de celle des fenêtres",
            ),
            Case((numbers_like(7, 6, 1), 2, 3), "le pas est ici plus grand que la fenêtre"),
            Case((numbers_like(3, 3, 2), 3, 1), "la fenêtre est ici toute l’image"),
            Case((PIXELS, 2, 1), "l’image est ici un tableau d’entiers"),
            Case((numbers_like(4, 4, 1).tolist(), 2, 2), "l’image est ici une liste", may_refuse=True),
        ],
    ),
)
