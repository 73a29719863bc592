"""TP1, exercise 1: activations and their derivatives, element by element."""

import numpy as np

from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.task import Case, Task
from course_utils.checks.tp1.arguments import CHAPTER, numbers

SIGMOID = Task(
    "sigmoid",
    ("z",),
    hints={
        "sigmoid_signe_oublie": "La courbe descend au lieu de monter : vérifiez le signe dans l’exponentielle.",
        "sigmoid_priorite": "Sans parenthèses, la division se fait avant la somme : 1 / 1 + x n’est pas 1 / (1 + x).",
        "sigmoid_exponentielle": "C’est une exponentielle, qui grandit sans fin : la sigmoïde reste entre 0 et 1.",
        "sigmoid_moins": "Le dénominateur s’annule en 0 : quel signe y sépare les deux termes ?",
        "sigmoid_bornee": "z est borné trop tôt (clip) : la sigmoïde de 10 n’est pas celle de 5.",
        "sigmoid_tanh": "C’est la tangente hyperbolique : la sigmoïde reste entre 0 et 1.",
        "sigmoid_entiers_tronques": "Un tableau qui hérite du type entier de z perd ses décimales.",
        "sigmoid_nan": "Pour un z très grand, l’exponentielle déborde et le quotient n’a plus de sens : "
        "traitez autrement l’un des deux signes.",
    },
    broader="Calculez à la main pour z = 0, puis regardez ce que devient chaque terme quand z est très grand, "
    "puis très négatif.",
    example="À la main : pour z = 0 on trouve 0,5, pour z = 2 environ 0,88 et pour z = −2 environ 0,12.",
    reread=f"{CHAPTER}, la section sur les fonctions d’activation",
)

SIGMOID_PRIME = Task(
    "sigmoid_prime",
    ("z",),
    hints={
        "prime_de_l_activation": "L’argument est z, et non l’activation a : où passe-t-on de l’un à l’autre ?",
        "prime_sigmoid_deux_fois": "La sigmoïde est appliquée une fois de trop.",
        "prime_signe": "La pente s’éteint aussi pour un grand z : quel signe sépare les deux termes du produit ?",
        "prime_facteur_oublie": "La pente doit s’éteindre des deux côtés : ici il manque un facteur.",
        "prime_de_tanh": "C’est la formule de la tangente hyperbolique, et non celle de la sigmoïde.",
        "prime_priorite": "Tout vaut 0 : sans parenthèses, le produit se fait avant la soustraction.",
        "prime_oubliee": "C’est la sigmoïde elle-même, pas sa dérivée.",
        "prime_entiers_tronques": "Un tableau qui hérite du type entier de z perd ses décimales.",
        "prime_nan": "Pour un z très grand, l’exponentielle déborde : il faut une sigmoïde qui tienne bon.",
    },
    broader="La dérivée est la pente de la courbe : elle est la plus forte en 0 et s’annule aux deux bouts. "
    "Comparez-la à une différence finie de votre sigmoïde.",
    example="À la main : la pente vaut 0,25 en 0, et environ 0,105 en 2 comme en −2.",
    reread=f"{CHAPTER}, la section sur les fonctions d’activation",
)

RELU = Task(
    "relu",
    ("z",),
    hints={
        "relu_valeur_absolue": "Les valeurs négatives doivent être éteintes, pas retournées.",
        "relu_fuite": "C’est une ReLU « à fuite » (leaky) : ici les valeurs négatives deviennent exactement 0.",
        "relu_maximum_global": "Le maximum se prend élément par élément, pas sur tout le tableau.",
    },
    broader="Tracez la fonction entre −2 et 2, puis comparez à la figure du chapitre.",
    example="À la main : [−1, 0, 2] devient [0, 0, 2].",
    reread=f"{CHAPTER}, la section sur les fonctions d’activation",
)

RELU_PRIME = Task(
    "relu_prime",
    ("z",),
    hints={
        "relu_prime_un_en_zero": "En 0 la pente n’existe pas ; la convention du TP est qu’on y met 0.",
        "relu_prime_un_demi_en_zero": "En 0 la pente n’existe pas ; la convention du TP est qu’on y met 0.",
        "relu_prime_relu": "C’est la fonction elle-même : la dérivée est une pente, qui ne suit que le signe.",
        "relu_prime_signe": "À gauche de 0 la courbe est plate : sa pente n’est pas négative.",
    },
    broader="La dérivée ne prend que deux valeurs : lesquelles, et de quel côté ?",
    example="À la main : [−1, 0, 2] donne [0, 0, 1].",
    reread=f"{CHAPTER}, la section sur les fonctions d’activation",
)

CHECKED = "valeurs, toutes formes, entiers, ±1000 sans avertissement"
LARGE = np.array([-1000.0, -800.0, -3.0, 0.0, 3.0, 800.0, 1000.0])


def elementwise(values):
    """The cases of a function that works element by element, any shape."""
    return [
        Case((values,)),
        Case((np.array([-2.0, 0.0, 3.0]),), "z contient un 0"),
        Case((numbers(2, 3, start=4),), "z est ici une matrice", by_name=True),
        Case((np.array(0.5),), "z est ici un tableau sans dimension"),
        Case((0.5,), "z est ici un simple nombre", may_refuse=True),
        Case(([-1.5, 0.25, 2.0],), "z est ici une liste de nombres", may_refuse=True),
        Case((np.array([-2, 0, 1, 3]),), "z est ici un tableau d’entiers"),
        Case((LARGE,), "z contient ici de très grandes valeurs, jusqu’à ±1000", quiet=True),
        Case((np.array(-1000.0),), "z est ici un très grand nombre négatif", quiet=True),
    ]


EXERCISE = Exercise(
    1,
    "Activations and their derivatives, element by element.",
    Question(SIGMOID, cases=elementwise(numbers(4)), verified=CHECKED),
    Question(SIGMOID_PRIME, cases=elementwise(numbers(4)), verified=CHECKED),
    Question(RELU, cases=elementwise(numbers(4)), verified=CHECKED),
    Question(RELU_PRIME, cases=elementwise(numbers(4)), verified=CHECKED),
)
