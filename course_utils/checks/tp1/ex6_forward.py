"""TP1, exercise 6: the forward pass of a dense network."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import BY_HAND, CHAPTER, HAND, network, numbers

FORWARD = Task(
    "forward",
    ("X", "weights", "biases"),
    results=("zs", "activations"),
    hints={
        "forward_sans_biais": "Les biais ne sont pas ajoutés.",
        "forward_biais_apres": "Le biais s’ajoute avant la fonction d’activation : il fait partie de z.",
        "forward_listes_dans_la_boucle": "Les listes sont refaites à chaque couche : préparez-les une fois, avant.",
        "forward_sortie_lineaire": "La sigmoïde s’applique à toutes les couches, la dernière comprise.",
        "forward_sans_activation": "La fonction d’activation est oubliée : a n’est pas z.",
        "forward_toujours_x": "Chaque couche lit X : elle doit lire l’activation de la couche d’avant.",
        "forward_priorite": "Sans parenthèses, la division se fait avant la somme : 1 / 1 + x n’est pas 1 / (1 + x).",
        "forward_biais_moyen": "Chaque neurone a son propre biais : ne les moyennez pas.",
        "forward_sans_x": "activations[0] est X : la liste a une entrée de plus qu’il n’y a de couches.",
        "forward_x_dans_zs": "zs n’a qu’une entrée par couche : X n’en est pas une.",
        "forward_z_pour_a": "Chaque couche reçoit l’activation de la précédente, pas son z.",
        "forward_poids_non_transposes": "weights[l] est (n_out, n_in) : dans quel sens multiplie-t-il un lot "
        "dont chaque ligne est un exemple ?",
        "forward_relu": "La fonction d’activation est la sigmoïde.",
        "forward_ordre": "Dans l’ordre : zs, puis activations.",
        "forward_derniere_couche": "Il faut les z et les activations de toutes les couches.",
        "forward_x_active": "activations[0] est X lui-même, sans fonction d’activation.",
        "forward_softmax": "La sigmoïde s’applique à toutes les couches : pas de softmax en sortie.",
    },
    broader="Écrivez les formes de X, W, b, z et a pour chaque couche du réseau 2-3-1 et un lot de 5 exemples.",
    example="À la main : un neurone de poids [1, −1] et de biais 0, devant l’exemple [2, 2], a z = 0 et a = 0,5.",
    reread=f"{CHAPTER}, la section sur la propagation avant",
)


EXERCISE = Exercise(
    6,
    "The forward pass of a dense network.",
    Question(
        FORWARD,
        verified="zs et activations, d’une à trois couches, carrées ou non, un seul exemple, entiers",
        cases=[
            Case(
                (HAND[0], *BY_HAND),
                "c’est le réseau 2-2-1 de l’énoncé, dont chaque nombre est dans le tableau de l’exercice",
            ),
            Case((numbers(5, 3, start=2), *network(3, 3, 3, 3))),
            Case((numbers(5, 3), *network(3, 4, 2)), "les couches n’ont pas ici la même taille", by_name=True),
            Case((numbers(5, 2, start=3), *network(2, 3)), "le réseau n’a ici qu’une couche"),
            Case((numbers(1, 2, start=4), *network(2, 3, 2, 1)), "il n’y a ici qu’un exemple"),
            Case((np.array([[0, 1], [1, 1], [2, 0]]), *network(2, 2, 1)), "X est ici un tableau d’entiers"),
        ],
    ),
)
