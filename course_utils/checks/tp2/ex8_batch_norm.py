"""TP2, exercise 8: batch normalisation in training mode."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp2.arguments import CHAPTER, numbers

BATCH_NORM = Task(
    "batch_norm",
    ("a", "gamma", "beta", "eps"),
    hints={
        "norm_variance_sans_biais": "La variance est celle du lot, divisée par n : ici elle l’est par n − 1.",
        "norm_eps_hors_racine": "eps s’ajoute à la variance, sous la racine.",
        "norm_eps_avec_ecart_type": "C’est à la variance que eps s’ajoute, avant la racine : ici la racine porte sur "
        "l’écart-type.",
        "norm_eps_de_keras": "L’argument eps n’est pas utilisé : une valeur écrite en dur, celle de Keras, le "
        "remplace.",
        "norm_parentheses": "Sans parenthèses, la division et la multiplication passent avant la soustraction : "
        "seule la moyenne est divisée.",
        "norm_moyenne_divisee": "Sans parenthèses, la division passe avant la soustraction : seule la moyenne est "
        "divisée.",
        "norm_variance_somme": "Les carrés des écarts sont additionnés : la variance est leur moyenne.",
        "norm_inference": "C’est le calcul de l’inférence (moyenne 0 et variance 1, celles d’un Keras tout neuf) : ici "
        "le lot donne sa moyenne et sa variance.",
        "norm_sans_eps": "eps n’est pas utilisé : est-il oublié, ou remplacé par une valeur écrite en dur ?",
        "norm_sans_racine": "On divise par un écart-type, pas par une variance.",
        "norm_par_exemple": "La moyenne se prend par attribut, sur le lot : ici, c’est par exemple (ce serait "
        "une layer normalization).",
        "norm_globale": "La moyenne se prend par attribut : ici, tout le lot est mélangé.",
        "norm_sans_gamma_beta": "gamma et beta ne sont pas utilisés.",
        "norm_beta_soustrait": "beta s’ajoute : ici il est retranché.",
        "norm_mediane": "C’est la médiane qui est retranchée, et non la moyenne.",
        "norm_sans_beta": "beta n’est pas ajouté.",
        "norm_gamma_beta_echanges": "gamma multiplie, beta s’ajoute.",
        "norm_non_centree": "Il manque la moyenne à retrancher.",
        "norm_beta_avant_gamma": "beta s’ajoute en dernier, et gamma ne le multiplie pas.",
    },
    broader="Vérifiez avec gamma = 1 et beta = 0 : chaque colonne doit sortir avec une moyenne de 0, et un "
    "écart-type de presque 1.",
    example="À la main : la colonne [1, 3], avec gamma = 1, beta = 0 et un eps minuscule, devient [−1, 1].",
    reread=f"{CHAPTER}, la section sur la normalisation par lots",
    rtol=1e-5,
    atol=1e-5,
    single_precision=True,  # Keras computes so
)

EPS = 1e-3


EXERCISE = Exercise(
    8,
    "Batch normalisation in training mode.",
    Question(
        BATCH_NORM,
        verified="moyenne et variance de chaque attribut, eps, gamma et beta, entiers",
        cases=[
            Case((numbers(5, 3), np.array([1.5, 0.5, -1.0]), np.array([0.25, -1.0, 2.0]), EPS)),
            Case((numbers(6, 2, start=4), np.ones(2), np.zeros(2), 0.5), "eps est ici grand", by_name=True),
            Case((numbers(4, 4, start=2), numbers(4, start=9), numbers(4, start=6), EPS), "a est ici carré"),
            Case((numbers(7, 1, start=3), np.array([2.0]), np.array([-0.5]), 0.1), "il n’y a ici qu’un attribut"),
            Case((numbers(1, 3), np.ones(3), numbers(3, start=5), EPS), "il n’y a ici qu’un exemple"),
            Case((np.full((3, 2), 4.0), np.ones(2), np.array([1.0, 2.0]), EPS), "les colonnes sont ici constantes"),
            Case(
                (np.array([[1, 4], [3, 0], [2, 2]]), np.array([2, 1]), np.array([0, 1]), 0.1),
                "les tableaux sont ici entiers",
            ),
        ],
    ),
)
