"""TP1, exercise 3: the number of parameters of a dense network."""

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import CHAPTER

COUNT_PARAMETERS = Task(
    "count_parameters",
    ("layer_sizes",),
    hints={
        "parametres_sans_biais": "Les biais sont des paramètres aussi.",
        "parametres_biais_de_l_entree": "La couche d’entrée n’a pas de neurones à biais : elle n’est que les données.",
        "parametres_un_biais_par_couche": "Chaque neurone a son propre biais, et non chaque couche.",
        "parametres_neurones": "Ce sont les neurones que vous comptez : un poids relie deux neurones.",
        "parametres_premiere_couche": "Toutes les couches comptent, et pas seulement la première.",
        "parametres_derniere_couche": "Seule la dernière couche est comptée : chaque tour remplace-t-il le total ?",
        "parametres_sans_la_premiere": "Les poids qui partent de l’entrée comptent aussi : où commence la boucle ?",
        "parametres_sans_la_sortie": "La dernière couche compte aussi.",
        "parametres_biais_de_la_couche_avant": "Les biais sont ceux de la couche d’arrivée.",
    },
    broader="Dessinez le réseau 2-3-1, comptez ses traits puis ses neurones à biais, et comparez.",
    example="À la main : dans 2-3-1, 6 traits et 3 biais mènent à la couche cachée, 3 traits et 1 biais à la "
    "sortie, soit 13.",
    reread=f"{CHAPTER}, la section sur le nombre de paramètres",
)


EXERCISE = Exercise(
    3,
    "The number of parameters of a dense network.",
    Question(
        COUNT_PARAMETERS,
        verified="quatre réseaux, d’une couche de poids à trois",
        cases=[
            Case(([3, 4, 2, 1],)),
            Case(([576, 288, 144, 1],), by_name=True),
            Case(([4, 3],), "le réseau n’a ici qu’une couche de poids"),
            Case(([5, 5, 5, 5],)),
        ],
    ),
)
