"""The checks of TP1: what each function is called with, and the sentences that help.

`exercise_N` checks the functions that it is given and no other, so that a test cell can be about one function. The
results are frozen in `tp1.json`, which is generated (see CONTRIBUTING); what no number can freeze, a random
training, is held to laws.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from course_utils.checks.engine import (
    NOT_ASKED,
    Case,
    CheckFailed,
    Task,
    asked,
    check,
    describe,
    difference_of_form,
    judging,
    kind,
    result,
    same,
    sequence,
)
from course_utils.checks.frozen import thaw
from course_utils.checks.record import reseeded

CHAPTER = "le chapitre 3 (Perceptron multicouche et rétropropagation)"

TASKS = {
    task.name: task
    for task in (
        Task(
            "sigmoid",
            ("z",),
            hints={
                "sigmoid_signe_oublie": "La courbe descend au lieu de monter : vérifiez le signe dans l’exponentielle.",
                "sigmoid_tanh": "C’est la tangente hyperbolique : la sigmoïde reste entre 0 et 1.",
                "sigmoid_entiers_tronques": "Un tableau qui hérite du type entier de z perd ses décimales.",
                "sigmoid_nan": "Pour un z très grand, l’exponentielle déborde et le quotient n’a plus de sens : "
                "traitez autrement l’un des deux signes.",
            },
            broader="Calculez à la main pour z = 0, puis regardez ce que devient chaque terme quand z est très grand, "
            "puis très négatif.",
            reread=f"{CHAPTER}, la section sur les fonctions d’activation",
        ),
        Task(
            "sigmoid_prime",
            ("z",),
            hints={
                "prime_de_l_activation": "L’argument est z, et non l’activation a : où passe-t-on de l’un à l’autre ?",
                "prime_sigmoid_deux_fois": "La sigmoïde est appliquée une fois de trop.",
                "prime_oubliee": "C’est la sigmoïde elle-même, pas sa dérivée.",
                "prime_entiers_tronques": "Un tableau qui hérite du type entier de z perd ses décimales.",
                "prime_nan": "Pour un z très grand, l’exponentielle déborde : il faut une sigmoïde qui tienne bon.",
            },
            broader="La dérivée est la pente de la courbe : elle est la plus forte en 0 et s’annule aux deux bouts. "
            "Comparez-la à une différence finie de votre sigmoïde.",
            reread=f"{CHAPTER}, la section sur les fonctions d’activation",
        ),
        Task(
            "relu",
            ("z",),
            hints={
                "relu_valeur_absolue": "Les valeurs négatives doivent être éteintes, pas retournées.",
                "relu_fuite": "C’est une ReLU « à fuite » (leaky) : ici les valeurs négatives deviennent exactement 0.",
                "relu_maximum_global": "Le maximum se prend élément par élément, pas sur tout le tableau.",
            },
            broader="Tracez la fonction entre −2 et 2, puis comparez à la figure du chapitre.",
            reread=f"{CHAPTER}, la section sur les fonctions d’activation",
        ),
        Task(
            "relu_prime",
            ("z",),
            hints={
                "relu_prime_un_en_zero": "En 0 la pente n’existe pas ; la convention du TP est qu’on y met 0.",
                "relu_prime_un_demi_en_zero": "En 0 la pente n’existe pas ; la convention du TP est qu’on y met 0.",
                "relu_prime_relu": "C’est la fonction elle-même : la dérivée est une pente, qui ne suit que le signe.",
                "relu_prime_signe": "À gauche de 0 la courbe est plate : sa pente n’est pas négative.",
            },
            broader="La dérivée ne prend que deux valeurs : lesquelles, et de quel côté ?",
            reread=f"{CHAPTER}, la section sur les fonctions d’activation",
        ),
        Task(
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
                "softmax_sigmoid": "C’est une sigmoïde élément par élément : rien n’y relie les éléments d’une ligne.",
                "softmax_log": "C’est le logarithme de ce qui est demandé.",
                "softmax_max": "Chaque ligne doit sommer à 1 : par quoi faut-il diviser ?",
            },
            broader="Vérifiez deux lois sur un petit exemple : chaque ligne somme à 1, et ajouter une constante à une "
            "ligne ne change pas le résultat.",
            reread=f"{CHAPTER}, la section sur les fonctions d’activation",
        ),
        Task(
            "count_parameters",
            ("layer_sizes",),
            hints={
                "parametres_sans_biais": "Les biais sont des paramètres aussi.",
                "parametres_biais_de_l_entree": "La couche d’entrée n’a pas de neurones à biais : elle n’est que les "
                "données.",
                "parametres_un_biais_par_couche": "Chaque neurone a son propre biais, et non chaque couche.",
                "parametres_neurones": "Ce sont les neurones que vous comptez : un poids relie deux neurones.",
                "parametres_premiere_couche": "Toutes les couches comptent, et pas seulement la première.",
                "parametres_sans_la_sortie": "La dernière couche compte aussi.",
                "parametres_biais_de_la_couche_avant": "Les biais sont ceux de la couche d’arrivée.",
            },
            broader="Dessinez le réseau 2-3-1, comptez ses traits puis ses neurones à biais, et comparez.",
            reread=f"{CHAPTER}, la section sur le nombre de paramètres",
        ),
        Task(
            "mse",
            ("y_pred", "y"),
            hints={
                "mse_sans_le_carre": "Les écarts de signes contraires se compensent : que manque-t-il à chaque écart ?",
                "mse_valeur_absolue": "C’est l’erreur absolue moyenne (MAE), et non l’erreur quadratique.",
                "mse_somme": "C’est une somme : elle grandit avec le nombre d’exemples.",
                "mse_racine": "Il y a une racine carrée de trop : c’est la RMSE.",
                "mse_un_demi": "Il y a un facteur 1/2 de trop : certains livres l’ajoutent, le cours non.",
                "mse_carre_de_la_moyenne": "Le carré se prend avant la moyenne.",
                "mse_variance": "C’est la variance des écarts : un biais constant est une erreur aussi.",
            },
            broader="Calculez à la main pour deux exemples, avec des écarts de 1 et de −3.",
            reread=f"{CHAPTER}, la section sur les fonctions de coût",
        ),
        Task(
            "mse_gradient",
            ("X", "y", "w", "b"),
            results=("dw", "db"),
            hints={
                "gradient_mse_sans_le_2": "Le résultat est deux fois trop petit : que devient l’exposant du carré "
                "quand on dérive ?",
                "gradient_mse_somme": "Le gradient d’une moyenne est une moyenne : ici il grandit avec le nombre "
                "d’exemples.",
                "gradient_mse_signe": "Le signe est inversé : on dérive par rapport à la prédiction, qui est comptée "
                "positivement dans l’écart.",
                "gradient_mse_biais_somme": "dw est juste, mais db n’est pas moyenné sur les exemples.",
                "gradient_mse_sans_b": "La prédiction oublie le biais b.",
                "gradient_mse_divise_par_p": "La moyenne se fait sur les exemples, pas sur les attributs.",
                "gradient_mse_sans_x": "La dérivée par rapport à chaque poids dépend de l’attribut qu’il multiplie.",
                "gradient_mse_sans_l_erreur": "Le gradient dépend de l’écart à y : où est y ?",
                "gradient_mse_ordre": "Dans l’ordre : dw, puis db.",
                "gradient_mse_diffusion": "Une colonne (n, 1) et un vecteur (n,) se combinent en (n, n) : regardez "
                "la forme de l’écart.",
            },
            broader="Écrivez la dérivée pour un seul exemple, puis moyennez ; comparez à une différence finie du coût.",
            reread=f"{CHAPTER}, la section sur le risque empirique d’un modèle linéaire et son gradient",
        ),
        Task(
            "gradient_descent",
            ("gradient", "theta0", "learning_rate", "n_steps"),
            hints={
                "descente_ascension": "La trajectoire monte : le gradient indique la plus forte montée.",
                "descente_sans_theta0": "La première ligne de la trajectoire est le point de départ.",
                "descente_dernier_point": "Il faut toute la trajectoire, et pas seulement son dernier point.",
                "descente_alias": "Toutes les lignes sont le même tableau, modifié après coup : gardez-en des copies.",
                "descente_gradient_du_depart": "Le gradient se calcule au point courant, à chaque pas.",
                "descente_entiers": "Un point de départ entier tronque les pas : travaillez en flottants.",
                "descente_sans_taux": "Le taux d’apprentissage n’est pas utilisé.",
                "descente_un_pas_de_moins": "Il manque un pas : n_steps pas font n_steps + 1 points.",
                "descente_normalisee": "Le pas dépend de la longueur du gradient : ne le normalisez pas.",
                "descente_taux_decroissant": "Le taux d’apprentissage est constant.",
                "descente_depuis_zero": "La descente part de theta0, pas de l’origine.",
                "descente_coordonnees_une_a_une": "Toutes les coordonnées avancent ensemble, du même gradient.",
            },
            broader="Faites deux pas à la main en dimension 1, et comparez ligne à ligne.",
            reread=f"{CHAPTER}, la section sur la descente de gradient",
        ),
        Task(
            "forward",
            ("X", "weights", "biases"),
            results=("zs", "activations"),
            hints={
                "forward_sans_biais": "Les biais ne sont pas ajoutés.",
                "forward_sortie_lineaire": "La sigmoïde s’applique à toutes les couches, la dernière comprise.",
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
            reread=f"{CHAPTER}, la section sur la propagation avant",
        ),
        Task(
            "backward",
            ("X", "y", "weights", "biases"),
            results=("dweights", "dbiases"),
            rtol=1e-5,
            atol=1e-7,
            hints={
                "backward_sans_le_2": "Tout est deux fois trop petit : que devient l’exposant du carré ?",
                "backward_somme": "Le gradient d’un lot est la moyenne des gradients des exemples, pas leur somme.",
                "backward_divise_par_n_out": "Le coût somme sur les sorties et ne moyenne que sur les exemples.",
                "backward_signe": "Le signe est inversé.",
                "backward_sans_prime_en_sortie": "La sigmoïde de la couche de sortie se dérive aussi.",
                "backward_sans_prime_cachee": "La sigmoïde des couches cachées se dérive aussi.",
                "backward_prime_de_a": "La dérivée de la sigmoïde se prend en z ; en a, elle est appliquée deux fois.",
                "backward_poids_non_transposes": "Pour revenir en arrière, un neurone reçoit ce qui vient des neurones "
                "qu’il alimente : dans quel sens parcourt-on la matrice ?",
                "backward_biais_par_exemple": "Il y a un gradient de biais par neurone, pas un par exemple.",
                "backward_biais_somme": "Les biais aussi se moyennent sur les exemples.",
                "backward_z_pour_a": "Le gradient d’un poids dépend de l’activation qui le traverse, pas de z.",
                "backward_activation_de_la_couche": "Le gradient d’un poids dépend de l’activation d’où il part.",
                "backward_ordre_inverse": "Les gradients sont dans l’ordre du calcul, de la sortie à l’entrée : "
                "remettez-les dans l’ordre des couches.",
                "backward_transposes": "Chaque gradient a la forme de ce qu’il corrige, (n_out, n_in).",
                "backward_entropie_croisee": "C’est le gradient de l’entropie croisée ; ici le coût est quadratique.",
                "backward_premier_exemple": "Tout le lot compte, pas un seul exemple.",
                "backward_derniere_couche": "L’erreur ne remonte pas jusqu’aux premières couches.",
            },
            broader="Comparez chaque gradient à une différence centrée du coût, couche par couche, en partant de la "
            "sortie : la première couche fausse désigne la ligne à relire.",
            reread=f"{CHAPTER}, la section sur la rétropropagation d’un réseau 2-2-1, nombres en main",
        ),
        Task(
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
                "numerique_divise_par_eps_carre": "La différence se divise par la distance des deux points, pas par "
                "son carré.",
                "numerique_signe": "Le signe est inversé.",
            },
            broader="Essayez sur f(t) = t² en t = 3 avec eps = 1 : que doit donner la différence centrée, à la main ?",
            reread=f"{CHAPTER}, la section sur la dérivation numérique",
        ),
        Task(
            "train",
            ("X", "y", "layer_sizes", "learning_rate", "n_epochs", "batch_size", "rng"),
            results=("weights", "biases", "history"),
            broader="Entraînez à la main un réseau [1, 2, 1] sur trois exemples, une époque, et suivez chaque lot.",
            reread="la section 9 de ce TP, les quatre temps d’une époque",
        ),
    )
}


def numbers(*shape, start=1.0):
    """Fixed numbers between −2 and 2 with two decimals, no two alike in a row: arguments that anybody can recompute."""
    return np.round(2 * np.sin(start + 1.7 * np.arange(np.prod(shape))), 2).reshape(shape)


def network(*sizes, start=1.0):
    """Weights and biases of a network of that size, none of them zero."""
    pairs = list(pairwise(sizes))
    weights = [numbers(n_out, n_in, start=start + i) for i, (n_in, n_out) in enumerate(pairs)]
    biases = [numbers(n_out, start=start + 10 + i) for i, (_, n_out) in enumerate(pairs)]
    return weights, biases


def slope(theta):
    """The gradient of a tilted bowl, in any dimension."""
    theta = np.asarray(theta, dtype=float)
    return np.arange(1, theta.size + 1) * (theta - 1) + 0.5 * theta[::-1]


def flat(theta):
    """The gradient of a plain: zero everywhere."""
    return np.zeros(np.shape(theta))


def cubic(coefficients):
    """A function whose central difference depends on eps, all coordinates at once, and which minds their shape."""

    def f(theta):
        theta = np.asarray(theta, dtype=float)
        return float(np.sum(coefficients * theta**3) + np.sum(theta) ** 3)

    return f


def kink(theta):
    """The sum of absolute values: around its kink a difference tells which two points it looked at."""
    return float(np.sum(np.abs(theta)))


LARGE = np.array([-1000.0, -800.0, -3.0, 0.0, 3.0, 800.0, 1000.0])
LARGE_ROWS = np.array([[1000.0, 0.0, -1000.0], [-1000.0, -999.0, -1000.0], [1000.0, 1000.0, 999.0], [1.0, 2.0, 0.5]])


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


CASES = {
    "sigmoid": elementwise(numbers(4)),
    "sigmoid_prime": elementwise(numbers(4)),
    "relu": elementwise(numbers(4)),
    "relu_prime": elementwise(numbers(4)),
    "softmax": [
        Case((numbers(4, 3),)),
        Case((numbers(3, 3) + np.array([[100.0], [0.0], [-50.0]]),), "chaque ligne est ici décalée", by_name=True),
        Case((numbers(1, 4, start=2),), "il n’y a ici qu’une ligne"),
        Case((numbers(3, 1, start=3),), "il n’y a ici qu’une colonne"),
        Case((np.array([[1, 2, 3], [0, 0, 5]]),), "z est ici un tableau d’entiers"),
        Case((LARGE_ROWS,), "les lignes mêlent ici de très grandes valeurs, jusqu’à ±1000"),
    ],
    "count_parameters": [
        Case(([3, 4, 2, 1],)),
        Case(([576, 288, 144, 1],), by_name=True),
        Case(([4, 3],), "le réseau n’a ici qu’une couche de poids"),
        Case(([5, 5, 5, 5],)),
    ],
    "mse": [
        Case((numbers(5), numbers(5, start=8))),
        Case((np.array([3.0, 4.0]), np.array([1.0, 1.0])), by_name=True),
        Case((np.array([2.0]), np.array([5.0])), "il n’y a ici qu’un exemple"),
        Case(([1.0, 2.5, 4.0], np.array([1.5, 2.0, 7.0])), "y_pred est ici une liste", may_refuse=True),
        Case((np.array([1, 2, 4]), np.array([0, 5, 4])), "y_pred et y sont ici des tableaux d’entiers"),
    ],
    "mse_gradient": [
        Case((numbers(5, 3), numbers(5, start=8), numbers(3, start=5), 0.75)),
        Case((numbers(4, 4, start=2), numbers(4, start=9), numbers(4, start=6), -1.5), "X est carrée", by_name=True),
        Case((numbers(1, 3, start=3), numbers(1, start=4), numbers(3, start=7), 0.5), "il n’y a ici qu’un exemple"),
        Case((numbers(6, 1, start=3), numbers(6, start=4), numbers(1, start=7), 2.0), "il n’y a ici qu’un attribut"),
        Case(
            (np.array([[1, 2], [3, -1], [0, 4]]), np.array([1, 0, 2]), np.array([2, -1]), 3),
            "les tableaux sont ici entiers",
        ),
    ],
    "gradient_descent": [
        Case((slope, np.array([2.0, -1.0]), 0.2, 4)),
        Case((slope, numbers(3), 0.05, 3), "il y a ici trois paramètres", by_name=True),
        Case((slope, np.array([1.5]), 0.3, 5), "il n’y a ici qu’un paramètre"),
        Case((slope, np.array([2.0, 0.5]), 0.1, 0), "sans aucun pas, la trajectoire est le point de départ seul"),
        Case((flat, np.array([2.0, 0.5]), 0.1, 3), "le gradient est ici nul partout : il y a quand même n_steps pas"),
        Case((slope, [3.0, -2.0], 0.2, 2), "theta0 est ici une liste", may_refuse=True),
        Case((slope, np.array([3, -2]), 0.2, 3), "theta0 est ici un tableau d’entiers", may_refuse=True),
    ],
    "forward": [
        Case((numbers(5, 3, start=2), *network(3, 3, 3, 3))),
        Case((numbers(5, 3), *network(3, 4, 2)), "les couches n’ont pas ici la même taille", by_name=True),
        Case((numbers(5, 2, start=3), *network(2, 3)), "le réseau n’a ici qu’une couche"),
        Case((numbers(1, 2, start=4), *network(2, 3, 2, 1)), "il n’y a ici qu’un exemple"),
        Case((np.array([[0, 1], [1, 1], [2, 0]]), *network(2, 2, 1)), "X est ici un tableau d’entiers"),
    ],
    "backward": [
        Case((numbers(5, 3, start=2), numbers(5, 3, start=9), *network(3, 3, 3, 3))),
        Case((numbers(5, 3), numbers(5, 2, start=8), *network(3, 4, 2)), "les couches n’ont pas ici la même taille"),
        Case((numbers(5, 2, start=3), numbers(5, 3, start=9), *network(2, 3)), "le réseau n’a ici qu’une couche"),
        Case((numbers(1, 2, start=4), numbers(1, 1), *network(2, 3, 2, 1)), "il n’y a ici qu’un exemple", by_name=True),
        Case(
            (np.array([[0, 1], [1, 1], [1, 0]]), np.array([[1], [0], [1]]), *network(2, 2, 1)),
            "X et y sont ici des tableaux d’entiers",
        ),
    ],
    "numerical_gradient": [
        Case((cubic(numbers(3)), numbers(3, start=5), 0.1)),
        Case((cubic(numbers(3, start=2)), numbers(3, start=6)), "eps n’est pas donné : sa valeur par défaut est 1e-5"),
        Case((kink, np.array([0.4e-5, -0.2e-5])), "eps n’est pas donné : sa valeur par défaut est 1e-5"),
        Case((cubic(numbers(2, 3)), numbers(2, 3, start=5), 0.5), "theta est ici une matrice", by_name=True),
        Case((cubic(numbers(3)), np.array([1, -2, 3]), 0.1), "theta est ici un tableau d’entiers", may_refuse=True),
        Case((cubic(2.0), np.array(1.5), 0.1), "theta est ici un tableau sans dimension"),
        Case((cubic(2.0), -0.5, 0.1), "theta est ici un simple nombre", may_refuse=True),
    ],
}


def exercise_1(sigmoid=NOT_ASKED, sigmoid_prime=NOT_ASKED, relu=NOT_ASKED, relu_prime=NOT_ASKED):
    """Activations and their derivatives, element by element."""
    _check(sigmoid=sigmoid, sigmoid_prime=sigmoid_prime, relu=relu, relu_prime=relu_prime)


def exercise_2(softmax=NOT_ASKED):
    """Softmax, row by row."""
    _check(softmax=softmax)


def exercise_3(count_parameters=NOT_ASKED):
    """The number of parameters of a dense network."""
    _check(count_parameters=count_parameters)


def exercise_4(mse=NOT_ASKED, mse_gradient=NOT_ASKED):
    """The mean squared error, and its gradient for a linear model."""
    _check(mse=mse, mse_gradient=mse_gradient)


def exercise_5(gradient_descent=NOT_ASKED):
    """The trajectory of a gradient descent."""
    _check(gradient_descent=gradient_descent)


def exercise_6(forward=NOT_ASKED):
    """The forward pass of a dense network."""
    _check(forward=forward)


def exercise_7(backward=NOT_ASKED):
    """Back-propagation through a dense network."""
    _check(backward=backward)


def exercise_8(numerical_gradient=NOT_ASKED):
    """The gradient by central differences."""
    _check(numerical_gradient=numerical_gradient)


def exercise_9(train=NOT_ASKED, learns=NOT_ASKED):
    """Mini-batch descent: its contract (`train`), and that it learns (`learns`, the same function)."""
    functions = asked(train=train, learns=learns)
    if "train" in functions:
        check_training(train)
    if "learns" in functions:
        check_learning(learns)


def _check(**functions):
    """Check the functions that were asked on their visible cases."""
    for name, function in asked(**functions).items():
        check(TASKS[name], function, thaw("tp1", name, CASES[name]))


@dataclass(frozen=True)
class Setting:
    """The arguments of one call of `train`, `rng` given by its seed."""

    X: np.ndarray
    y: np.ndarray
    layer_sizes: list
    learning_rate: float
    n_epochs: int
    batch_size: int
    seed: int = 0


@dataclass(frozen=True)
class Training:
    """What `train` gave, its structure verified."""

    weights: list
    biases: list
    history: np.ndarray

    def same_as(self, other, tolerance=1e-9):
        """Whether two trainings ended alike."""
        mine, others = [*self.weights, *self.biases], [*other.weights, *other.biases]
        return same(mine, others, rtol=tolerance, atol=tolerance)


# So small a step that the network stays where it was initialised.
STILL = 1e-12


def trained(function, setting, reveal=True, by_name=False):
    """Call `train` and verify what it returns: parts, shapes, finite numbers. Raises `CheckFailed`."""
    task = TASKS["train"]
    rng = np.random.default_rng(setting.seed)
    args = (setting.X, setting.y, list(setting.layer_sizes), setting.learning_rate, setting.n_epochs)
    case = Case((*args, setting.batch_size, rng), by_name=by_name)
    what = describe(task, case, reveal)
    parts = sequence(value := result(task, function, case, reveal))
    if parts is None or len(parts) != 3:
        came = kind(value) if parts is None else f"{len(parts)} élément{'s' * (len(parts) > 1)}"
        raise CheckFailed(f"{what} renvoie {came}, attendu (weights, biases, history).")
    pairs = list(pairwise(setting.layer_sizes))
    weights = _layers(parts[0], "weights", [(n_out, n_in) for n_in, n_out in pairs], what, reveal)
    biases = _layers(parts[1], "biases", [(n_out,) for _, n_out in pairs], what, reveal)
    history = sequence(parts[2])
    if history is None or len(history) != setting.n_epochs:
        raise CheckFailed(
            f"{what} renvoie un historique qui n’a pas un nombre par époque.", "train_historique_longueur"
        )
    history = _array(history, (setting.n_epochs,), "history", what, reveal)
    return Training(weights, biases, history)


def _layers(value, label, shapes, what, reveal):
    """The arrays of a list, one a layer, of these shapes."""
    parts = sequence(value)
    if parts is None or len(parts) != len(shapes):
        raise CheckFailed(f"{what} ne renvoie pas dans {label} un tableau par couche.")
    pairs = enumerate(zip(parts, shapes, strict=True))
    return [_array(part, shape, f"{label}[{i}]", what, reveal) for i, (part, shape) in pairs]


def _array(value, shape, label, what, reveal):
    """Finite numbers of that shape, whatever they are."""
    fault = difference_of_form(value, shape, label, reveal)
    if fault:
        raise CheckFailed(f"{what} {fault}.")
    return np.asarray(value, dtype=float)


def twins(training, layer_sizes):
    """Whether some hidden layer has only neurons that nothing tells apart: they would stay the same for ever."""
    for layer, size in enumerate(layer_sizes[1:-1]):
        into = np.column_stack([training.weights[layer], training.biases[layer]])
        out = training.weights[layer + 1].T
        if size > 1 and np.ptp(into, axis=0).max() < 1e-9 and np.ptp(out, axis=0).max() < 1e-9:
            return True
    return False


SMALL = Setting(numbers(7, 3), (numbers(7, 2, start=8) > 0).astype(float), [3, 4, 2], 0.5, 4, 3)


def check_training(function):
    """The contract of `train` that shows from outside: shapes, history, one seed one result, no twins."""
    task = TASKS["train"]
    with judging(task, function):
        first = trained(function, SMALL)
        trained(function, Setting(SMALL.X, SMALL.y, [3, 2], 0.5, 1, 7), by_name=True)
        check_randomness(function, SMALL, first)


def check_randomness(function, setting, first=None, reveal=True):
    """All randomness comes from `rng`, and breaks the symmetry of the hidden neurons. Raises `CheckFailed`."""
    first = first or trained(function, setting, reveal)
    with reseeded(12345):
        again = trained(function, setting, reveal)
    if not first.same_as(again):
        raise CheckFailed(
            "train, appelée deux fois avec un rng de même graine, ne donne pas deux fois le même réseau : "
            "tout le hasard doit venir de rng.",
            "train_hasard_global",
        )
    still = {**vars(setting), "learning_rate": STILL}
    initial, other = (trained(function, Setting(**still | {"seed": seed}), reveal) for seed in (0, 1))
    if twins(initial, setting.layer_sizes):
        raise CheckFailed(
            "train part de neurones cachés tous identiques : ils reçoivent le même gradient et le restent à jamais. "
            "Qu’est-ce qui peut briser cette symétrie ?",
            "train_symetrie",
        )
    if initial.same_as(other):
        raise CheckFailed(
            "train part des mêmes poids quelle que soit la graine de rng : tirez-les avec rng.", "train_graine_fixe"
        )
    if initial.same_as(first):
        raise CheckFailed("train ne change pas les poids : aucun pas de descente n’est fait.", "train_immobile")


@dataclass(frozen=True)
class Lesson:
    """Something that every right `train` learns: with one of these settings, the loss goes down to that."""

    name: str
    settings: tuple[Setting, ...]
    loss: float


def lessons(seeds=(0, 1, 2), trees=slice(0, 120)):
    """XOR and the sick trees.

    Tried with nine ways to draw the first weights (normal and uniform, from 0.01 to 1), with and without biases: all
    eighteen learn both, with the visible seeds and with the hidden ones. The smallest weights need the long setting of
    XOR. The trees end near 0.10; a network that learns nothing ends at 0.21.
    """
    from course_utils.data import load_arbres

    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    xor = np.array([[0.0], [1.0], [1.0], [0.0]])
    X, y = load_arbres(2025)
    X, y = (X[trees] - X[trees].mean(axis=0)) / X[trees].std(axis=0), y[trees, None].astype(float)
    short = [Setting(corners, xor, [2, 8, 1], 6.0, 800, 2, seed) for seed in seeds]
    long = [Setting(corners, xor, [2, 8, 1], 4.0, 3000, 2, seed) for seed in seeds]
    return (
        Lesson("le OU exclusif (XOR)", (*short, *long), 0.05),
        Lesson("les arbres malades", tuple(Setting(X, y, [2, 8, 1], 2.0, 20, 10, seed) for seed in seeds), 0.15),
    )


def check_learning(function):
    """Both lessons are learnt, by the history's own account."""
    with judging(TASKS["train"], function):
        for lesson in lessons():
            if not any(trained(function, setting).history[-1] <= lesson.loss for setting in lesson.settings):
                raise not_learnt(lesson)


def not_learnt(lesson):
    """The failure of a lesson."""
    return CheckFailed(
        f"train n’apprend pas {lesson.name}, en {len(lesson.settings)} essais : le coût ne descend pas "
        "assez. Vérifiez le gradient (exercice 7), et que chaque pas part des poids courants.",
        "train_n_apprend_pas",
    )
