"""The hidden tests of TP1: the questions that students' own tests put, on arguments that they have not seen.

Results and mistakes are computed from the bank of answers. No message shows an argument, a result or a shape. `train`
is held to more than the visible laws: see `tp1_training`.
"""

from itertools import pairwise

import numpy as np

from course_admin.hidden import questions
from course_admin.hidden.tp1_training import check_learning, check_training
from course_utils.checks import tp1
from course_utils.checks.task import Case
from course_utils.checks.tp1.ex5_descent import flat
from course_utils.checks.tp1.ex8_differences import cubic, kink

_rng = np.random.default_rng(20261019)


def _normal(*shape):
    return _rng.normal(0, 1.5, shape)


def _network(*sizes):
    """Weights and biases of a network of that size."""
    weights = [_normal(n_out, n_in) for n_in, n_out in pairwise(sizes)]
    return weights, [_normal(n_out) for n_out in sizes[1:]]


def _elementwise():
    """The cases of a function that works element by element, any shape."""
    return [
        Case((_normal(7),)),
        Case((np.array([0.0, -0.0, 1e-3, -1e-3]),), "z contient des zéros"),
        Case((_normal(2, 3, 4),), "z a ici trois dimensions", by_name=True),
        Case((_normal(5, 1),), "z est ici une colonne"),
        Case((_normal(1, 1),), "z est ici une matrice d’un seul élément"),
        Case((1.25,), "z est ici un simple nombre", may_refuse=True),
        Case((-2,), "z est ici un nombre entier", may_refuse=True),
        Case((np.float64(-0.75),), "z est ici un nombre de numpy", may_refuse=True),
        Case((np.array(0.6),), "z est ici un tableau sans dimension"),
        Case(([[0.5, -1.5], [2.5, 0.0]],), "z est ici une liste de listes", may_refuse=True),
        Case(([-3, 0, 2],), "z est ici une liste d’entiers", may_refuse=True),
        Case((np.array([[2, -1], [0, 5]]),), "z est ici un tableau d’entiers"),
        Case((np.array([[1000.0, -1000.0], [-745.0, 710.0]]),), "z contient ici de très grandes valeurs", quiet=True),
        Case((np.array([-1000, 0, 1000]),), "z contient ici de très grands entiers", quiet=True),
        Case((np.array(1000.0),), "z est ici un très grand nombre", quiet=True),
        Case((np.array(-1000.0),), "z est ici un très grand nombre négatif", quiet=True),
    ]


def _rows():
    """The cases of softmax."""
    mixture = np.array([[-1000.0, -1000.0], [1000.0, -1000.0], [0.3, -0.2], [1000.0, 999.0], [-999.0, -1000.0]])
    return [
        Case((_normal(5, 4),)),
        Case((_normal(3, 3),), "z est ici carré", by_name=True),
        Case((_normal(4, 3) + 1000 * _normal(4, 1),), "chaque ligne est ici décalée"),
        Case((_normal(1, 6),), "il n’y a ici qu’une ligne"),
        Case((_normal(5, 1),), "il n’y a ici qu’une colonne"),
        Case((np.array([[3, -1], [0, 2], [1, 1]]),), "z est ici un tableau d’entiers"),
        Case((mixture,), "les lignes mêlent ici de très grandes valeurs"),
        Case((np.array([[1000, -1000, 0], [-1000, -1000, -1000]]),), "z contient ici de très grands entiers"),
        Case((np.array([[1000.0, 999.0, -1000.0, -1000.0, -1000.0]]),), "deux grandes valeurs sont ici voisines"),
    ]


def _bowl(size):
    """The gradient of a curved function in that dimension; it refuses a point of another shape."""
    matrix, centre = np.eye(size) + 0.3 * _normal(size, size) / size, _normal(size)

    def gradient(theta):
        theta = np.asarray(theta, dtype=float)
        if theta.shape != (size,):
            raise ValueError(f"gradient attend un point de forme ({size},)")
        return matrix @ (theta - centre) + 0.1 * np.sin(theta)

    return gradient


def _layers(samples, *sizes, targets=True, **case):
    """A case of forward or backward: a batch, targets that are not uniform, a network."""
    target = (_rng.uniform(0, 1, (samples, sizes[-1])),) if targets else ()
    return Case((_normal(samples, sizes[0]), *target, *_network(*sizes)), **case)


def _passes(targets):
    """The cases of forward (without targets) and backward (with them)."""
    weights, biases = _network(2, 3, 2)
    corners = (np.array([[0, 1], [1, 1], [1, 0], [0, 0], [2, 3]]),)
    labels = (np.array([[0, 1], [1, 0], [1, 1], [0, 0], [1, 0]]),) if targets else ()
    return [
        _layers(5, 4, 4, 4, targets=targets),
        _layers(5, 3, 4, 2, targets=targets, says="les couches n’ont pas ici la même taille", by_name=True),
        _layers(5, 2, 3, targets=targets, says="le réseau n’a ici qu’une couche"),
        _layers(5, 3, 3, targets=targets, says="le réseau n’a ici qu’une couche, carrée"),
        _layers(5, 3, 5, 4, 2, targets=targets, says="le réseau a ici trois couches"),
        _layers(2, 2, 2, 2, 2, targets=targets, says="toutes les dimensions sont ici égales"),
        _layers(1, 3, 4, 2, targets=targets, says="il n’y a ici qu’un exemple"),
        _layers(5, 1, 3, 1, targets=targets, says="il n’y a ici qu’une entrée et qu’une sortie"),
        Case((*corners, *labels, weights, biases), "les tableaux sont ici entiers"),
        Case((*corners, *labels, tuple(weights), tuple(biases)), "weights et biases sont ici des tuples"),
    ]


CASES = {  # by the exercise's number where it asks for one function, else by the function's name
    "sigmoid": _elementwise(),
    "sigmoid_prime": _elementwise(),
    "relu": _elementwise(),
    "relu_prime": _elementwise(),
    2: _rows(),
    3: [
        Case(([7, 5, 3, 2],)),
        Case(([262144, 131072, 65536, 1],), "le réseau est ici très grand", by_name=True, may_refuse=True),
        Case(([6, 6],), "le réseau n’a ici qu’une couche de poids"),
        Case(([1, 1],), "le réseau n’a ici qu’un poids"),
        Case(((3, 8, 8, 8, 8, 2),), "layer_sizes est ici un tuple", may_refuse=True),
        Case((np.array([4, 9, 2]),), "layer_sizes est ici un tableau", may_refuse=True),
    ],
    "mse": [
        Case((_normal(7), _normal(7))),
        Case((_normal(5) + 10, _normal(5)), by_name=True),
        Case((_normal(1), _normal(1)), "il n’y a ici qu’un exemple"),
        Case(([0.5, -1.0, 2.0], np.array([1.0, 1.0, 0.0])), "y_pred est ici une liste", may_refuse=True),
        Case((np.array([4, -2, 0, 1]), np.array([1, 1, 3, 1])), "les tableaux sont ici entiers"),
    ],
    "mse_gradient": [
        Case((_normal(5, 3), _normal(5), _normal(3), 0.8)),
        Case((_normal(5, 5), _normal(5), _normal(5), -2.5), "X est ici carrée", by_name=True),
        Case((_normal(2, 6), _normal(2), _normal(6), 1.5), "il y a ici moins d’exemples que d’attributs"),
        Case((_normal(1, 4), _normal(1), _normal(4), 0.3), "il n’y a ici qu’un exemple"),
        Case((_normal(6, 1), _normal(6), _normal(1), -0.7), "il n’y a ici qu’un attribut"),
        Case((_normal(1, 1), _normal(1), _normal(1), 0.4), "il n’y a ici qu’un exemple et qu’un attribut"),
        Case((_rng.integers(-3, 4, (5, 2)), np.array([1, 0, 2, -1, 3]), np.array([2, -1]), 1), "tout est ici entier"),
    ],
    5: [
        Case((_bowl(2), _normal(2), 0.2, 6)),
        Case((_bowl(4), _normal(4), 0.05, 3), "il y a ici quatre paramètres", by_name=True),
        Case((_bowl(1), _normal(1), 0.7, 4), "il n’y a ici qu’un paramètre"),
        Case((_bowl(3), _normal(3), 0.1, 0), "sans aucun pas, la trajectoire est le point de départ seul"),
        Case((_bowl(3), _normal(3), 0.1, 1), "il n’y a ici qu’un pas"),
        Case((flat, _normal(3), 0.4, 5), "le gradient est ici nul partout : il y a quand même n_steps pas"),
        Case((_bowl(2), [1.5, -0.5], 0.3, 3), "theta0 est ici une liste", may_refuse=True),
        Case((_bowl(2), [4, 1], 0.3, 3), "theta0 est ici une liste d’entiers", may_refuse=True),
        Case((_bowl(3), np.array([2, -7, 0]), 0.3, 3), "theta0 est ici un tableau d’entiers", may_refuse=True),
    ],
    6: _passes(targets=False),
    7: _passes(targets=True),
    8: [
        Case((cubic(_normal(4)), _normal(4), 0.2)),
        Case((cubic(_normal(3)), _normal(3)), "eps n’est pas donné : sa valeur par défaut est 1e-5"),
        Case((kink, np.array([-0.7e-5, 0.3e-5, 2.0])), "eps n’est pas donné : sa valeur par défaut est 1e-5"),
        Case((kink, np.array([0.03, -0.01]), 0.05), "f a ici un pli"),
        Case((cubic(_normal(3, 2)), _normal(3, 2), 0.3), "theta est ici une matrice", by_name=True),
        Case((cubic(_normal(2, 3, 2)), _normal(2, 3, 2), 0.1), "theta a ici trois dimensions"),
        Case((cubic(_normal(1)), _normal(1), 0.1), "theta n’a ici qu’un élément"),
        Case(
            (cubic(_normal(2, 2)), np.array([[1, -2], [0, 3]]), 0.1),
            "theta est ici un tableau d’entiers",
            may_refuse=True,
        ),
        Case((cubic(1.3), np.array(-0.8), 0.2), "theta est ici un tableau sans dimension"),
        Case((cubic(0.7), 1.6, 0.2), "theta est ici un simple nombre", may_refuse=True),
        Case((cubic(0.7), 2, 0.2), "theta est ici un nombre entier", may_refuse=True),
    ],
}


EXERCISES = questions.hidden("tp1", tp1.EXERCISES, CASES, laws={"train": check_training, "learns": check_learning})
# What hidden regions import: exercise_1, exercise_2…
globals().update({exercise.__name__: exercise for exercise in EXERCISES})


def prepare():
    """Compute what no submission changes; the marking engine does so once, before the first."""
    questions.prepare(EXERCISES)
