"""TP1, exercise 4: the mean squared error, and its gradient for a linear model."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import CHAPTER, numbers

MSE = Task(
    "mse",
    ("y_pred", "y"),
    hints={
        "mse_sans_le_carre": "Les écarts de signes contraires se compensent : que manque-t-il à chaque écart ?",
        "mse_valeur_absolue": "C’est l’erreur absolue moyenne (MAE), et non l’erreur quadratique.",
        "mse_somme": "C’est une somme : elle grandit avec le nombre d’exemples.",
        "mse_racine": "Il y a une racine carrée de trop : c’est la RMSE.",
        "mse_un_demi": "Il y a un facteur 1/2 de trop : certains livres l’ajoutent, le cours non.",
        "mse_carre_de_la_moyenne": "Le carré se prend avant la moyenne.",
        "mse_priorite": "La puissance porte sur la somme : chaque écart se met au carré avant d’être additionné.",
        "mse_n_moins_un": "La moyenne divise par le nombre d’exemples, et non par un de moins.",
        "mse_carres_separes": "Le carré est celui de l’écart, et non l’écart des carrés.",
        "mse_variance": "C’est la variance des écarts : un biais constant est une erreur aussi.",
    },
    broader="Calculez à la main pour deux exemples, avec des écarts de 1 et de −3.",
    example="À la main : des écarts de 1 et −3 ont pour carrés 1 et 9, et la réponse est 5.",
    reread=f"{CHAPTER}, la section sur les fonctions de coût",
)

MSE_GRADIENT = Task(
    "mse_gradient",
    ("X", "y", "w", "b"),
    results=("dw", "db"),
    hints={
        "gradient_mse_sans_le_2": "Le résultat est deux fois trop petit : que devient l’exposant du carré "
        "quand on dérive ?",
        "gradient_mse_somme": "Le gradient d’une moyenne est une moyenne : ici il grandit avec le nombre d’exemples.",
        "gradient_mse_signe": "Le signe est inversé : on dérive par rapport à la prédiction, qui est comptée "
        "positivement dans l’écart.",
        "gradient_mse_biais_somme": "dw est juste, mais db n’est pas moyenné sur les exemples.",
        "gradient_mse_deux_fois_n": "dw est divisé deux fois par le nombre d’exemples : une fois suffit.",
        "gradient_mse_biais_sans_le_2": "dw est juste, mais db est deux fois trop petit : le 2 du carré vaut "
        "pour les deux.",
        "gradient_mse_erreur_au_carre": "Le carré a disparu en dérivant : il reste l’écart lui-même, et un facteur.",
        "gradient_mse_priorite": "dw est multiplié par le nombre d’exemples au lieu d’être divisé.",
        "gradient_mse_sans_b": "La prédiction oublie le biais b.",
        "gradient_mse_divise_par_p": "La moyenne se fait sur les exemples, pas sur les attributs.",
        "gradient_mse_sans_x": "La dérivée par rapport à chaque poids dépend de l’attribut qu’il multiplie.",
        "gradient_mse_sans_l_erreur": "Le gradient dépend de l’écart à y : où est y ?",
        "gradient_mse_ordre": "Dans l’ordre : dw, puis db.",
        "gradient_mse_diffusion": "Une colonne (n, 1) et un vecteur (n,) se combinent en (n, n) : regardez "
        "la forme de l’écart.",
    },
    broader="Écrivez la dérivée pour un seul exemple, puis moyennez ; comparez à une différence finie du coût.",
    example="À la main, sur un seul exemple : avec X = [[2]], w = [3], b = 1 et y = [5], la prédiction est 7, "
    "l’écart 2, dw vaut [8] et db 4.",
    reread=f"{CHAPTER}, la section sur le risque empirique d’un modèle linéaire et son gradient",
)


EXERCISE = Exercise(
    4,
    "The mean squared error, and its gradient for a linear model.",
    Question(
        MSE,
        verified="valeurs, un seul exemple, entiers",
        cases=[
            Case((numbers(5), numbers(5, start=8))),
            Case((np.array([3.0, 4.0]), np.array([1.0, 1.0])), by_name=True),
            Case((np.array([2.0]), np.array([5.0])), "il n’y a ici qu’un exemple"),
            Case(([1.0, 2.5, 4.0], np.array([1.5, 2.0, 7.0])), "y_pred est ici une liste", may_refuse=True),
            Case((np.array([1, 2, 4]), np.array([0, 5, 4])), "y_pred et y sont ici des tableaux d’entiers"),
        ],
    ),
    Question(
        MSE_GRADIENT,
        verified="dw et db, X carrée ou non, un seul exemple, un seul attribut, entiers",
        cases=[
            Case((numbers(5, 3), numbers(5, start=8), numbers(3, start=5), 0.75)),
            Case(
                (numbers(4, 4, start=2), numbers(4, start=9), numbers(4, start=6), -1.5), "X est carrée", by_name=True
            ),
            Case((numbers(1, 3, start=3), numbers(1, start=4), numbers(3, start=7), 0.5), "il n’y a ici qu’un exemple"),
            Case(
                (numbers(6, 1, start=3), numbers(6, start=4), numbers(1, start=7), 2.0), "il n’y a ici qu’un attribut"
            ),
            Case(
                (np.array([[1, 2], [3, -1], [0, 4]]), np.array([1, 0, 2]), np.array([2, -1]), 3),
                "les tableaux sont ici entiers",
            ),
        ],
    ),
)
