"""The hidden tests of TP1: the checks that students have, on arguments that they have not seen.

Results and mistakes are computed from the bank of answers. No message shows an argument, a result or a shape. `train`
is held to more than the visible laws: from the weights that it starts from, its steps are replayed, whatever the order
in which it drew the samples.
"""

from functools import cache
from itertools import combinations, pairwise, permutations

import numpy as np

from course_admin.answers import reference
from course_admin.author.freeze import completed
from course_utils.checks.engine import NOT_ASKED, Case, CheckFailed, asked, check, judging, same
from course_utils.checks.tp1 import (
    STILL,
    TASKS,
    Setting,
    check_randomness,
    cubic,
    flat,
    kink,
    lessons,
    not_learnt,
    trained,
)


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
        with judging(TASKS["train"], train):
            check_training(train)
    if "learns" in functions:
        with judging(TASKS["train"], learns):
            check_learning(learns)


def _check(**functions):
    """Check the functions that were asked on their hidden cases."""
    for name, function in asked(**functions).items():
        check(TASKS[name], function, hidden_cases(name), reveal=False)


def prepare():
    """Compute what no submission changes; the marking engine does so once, before the first."""
    for name in CASES:
        hidden_cases(name)


@cache
def hidden_cases(name):
    """The hidden cases of one function, with their results and what the known mistakes give."""
    return completed("tp1", name, CASES[name], TASKS[name].hints)


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


CASES = {
    "sigmoid": _elementwise(),
    "sigmoid_prime": _elementwise(),
    "relu": _elementwise(),
    "relu_prime": _elementwise(),
    "softmax": _rows(),
    "count_parameters": [
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
    "gradient_descent": [
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
    "forward": _passes(targets=False),
    "backward": _passes(targets=True),
    "numerical_gradient": [
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


# Training: what no number can freeze, replayed.

CLOSE = {"rtol": 1e-5, "atol": 1e-7}
WHOLE = Setting(_normal(5, 3), _rng.uniform(0, 1, (5, 2)), [3, 4, 2], 0.8, 3, 5, seed=11)
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
LOTS = Setting(_normal(6, 2), _rng.uniform(0, 1, (6, 2)), [2, 3, 2], 0.9, 2, 4)  # 4 then 2, and not twice 3
JERKS = Setting(np.ones((4, 2)), np.array([[0.0], [1.0], [0.0], [1.0]]), [2, 3, 1], 3.0, 4, 1)  # contradictory targets
SEEDS = range(21, 27)


def check_training(function):
    """`train` makes the steps of a mini-batch descent, reshuffled by `rng`, and tells the true loss. Raises."""
    check_randomness(function, LOTS, reveal=False)
    for setting in (
        WHOLE,
        Setting(WHOLE.X, WHOLE.y, [3, 2], 0.5, 2, 9, seed=12),
        Setting(WHOLE.X, WHOLE.y, [3, 3, 2], 0.02, 25, 5, seed=14),  # slow: nothing may stop it early
        Setting(*CORNERS, [2, 3, 3, 1], 1.5, 3, 4, seed=13),
        Setting(
            np.array([[0.5, -1.0]]), np.array([[0.3]]), [2, 3, 1], 3.0, 40, 1, seed=15
        ),  # solved long before the end
    ):
        check_whole_batches(function, setting)
    check_mini_batches(function)


def check_whole_batches(function, setting):
    """With one batch an epoch, there is one right result: plain gradient descent from the initial weights. Raises."""
    path = [trained(function, _with(setting, learning_rate=STILL), False)]
    end = trained(function, setting, False, by_name=True)
    path = _descend(_parameters(path[0]), setting)
    if not same(_parameters(end), path[-1], **CLOSE):
        for factor, id, hint in scales(setting):
            if same(_parameters(end), _descend(path[0], setting, factor)[-1], **CLOSE):
                raise CheckFailed(f"train, en un seul lot par époque, ne fait pas le bon pas. {hint}", id)
        if setting.batch_size > len(setting.X) and same(_parameters(end), path[0], **CLOSE):
            raise CheckFailed(
                "train ne fait aucun pas quand batch_size dépasse le nombre d’exemples : un lot plus petit compte "
                "aussi.",
                "train_dernier_lot_perdu",
            )
        raise CheckFailed(
            "train, en un seul lot par époque, n’arrive pas où mène une simple descente du gradient de l’exercice 7 : "
            "chaque époque fait alors un pas, depuis les poids courants, pour toutes les couches à la fois."
        )
    _check_history(end.history, [_loss(setting, *parameters) for parameters in path], setting)


def scales(setting):
    """Steps of the right direction and a wrong length: their factor, id and hint."""
    return (
        (0.5, "train_sans_le_2", "Il est deux fois trop petit."),
        (len(setting.X), "train_somme", "Le gradient d’un lot est la moyenne de ceux de ses exemples, pas leur somme."),
        (
            len(setting.X) / setting.batch_size,
            "train_divise_par_batch_size",
            "Un lot incomplet se divise par sa taille.",
        ),
        (1 / len(setting.X), "train_divise_deux_fois", "Le gradient est divisé deux fois par le nombre d’exemples."),
        (1 / setting.layer_sizes[-1], "train_divise_par_n_out", "Le coût somme sur les sorties."),
        (-1, "train_monte", "Il monte au lieu de descendre."),
        (1 / setting.learning_rate, "train_sans_taux", "Le taux d’apprentissage n’est pas utilisé."),
    )


def _check_history(history, losses, setting):
    """The history is the loss on all of X at the end of each epoch. `losses` starts before the first epoch. Raises."""
    if np.allclose(history, losses[1:], **CLOSE):
        return
    if np.allclose(history, losses[:-1], **CLOSE):
        raise CheckFailed(
            "train note dans son historique le coût du début de chaque époque, ou la moyenne des coûts des lots, vus "
            "avant chaque pas : il faut celui de la fin de l’époque.",
            "train_historique_debut",
        )
    if np.allclose(np.multiply(history, setting.layer_sizes[-1]), losses[1:], **CLOSE):
        raise CheckFailed(
            "train note un coût moyenné sur les sorties : celui de l’exercice 7 les somme.",
            "train_historique_moyenne_des_sorties",
        )
    raise CheckFailed(
        "train ne note pas dans son historique le coût de l’exercice 7, sur tout X, à la fin de chaque époque.",
        "train_historique",
    )


def check_mini_batches(function):
    """Each epoch uses every sample once, in batches of which the last is smaller, shuffled anew. Raises."""
    _check_told_loss(function)
    epochs = []
    for seed in SEEDS:
        setting = _with(LOTS, seed=seed)
        start = _parameters(trained(function, _with(setting, learning_rate=STILL), False))
        epochs.append(_orders(start, trained(function, setting, False), setting))
    first, second = ([_groups(epoch[i]) for epoch in epochs] for i in (0, 1))
    if len(set(first)) == 1 and len(set(second)) > 1:
        raise CheckFailed(
            "train ne mélange pas les exemples avant la première époque.", "train_premiere_epoque_en_ordre"
        )
    if first == second:
        raise CheckFailed(
            "train fait les mêmes lots à chaque époque : mélangez les exemples avec rng au début de chacune.",
            "train_sans_melange" if len(set(first)) == 1 else "train_melange_une_fois",
        )
    if len(set(first)) == 1:
        raise CheckFailed(
            "train mélange les exemples de la même façon quelle que soit la graine de rng.", "train_melange_graine_fixe"
        )


def _check_told_loss(function):
    """The last loss told is that of the weights returned, even where the loss goes up and down. Raises."""
    for seed in SEEDS:
        end = trained(function, _with(JERKS, seed=seed), False)
        if not np.isclose(end.history[-1], _loss(JERKS, *_parameters(end)), **CLOSE):
            raise CheckFailed(
                "train note dans son historique un coût qui n’est pas celui des poids qu’elle renvoie, sur tout X, à "
                "la fin de la dernière époque : la moyenne des coûts des lots, vus pendant que les poids changent, ou "
                "les poids d’une autre époque donnent autre chose.",
                "train_historique_des_lots",
            )


def _orders(start, end, setting):
    """The batches of both epochs that lead from `start` to `end`. Raises `CheckFailed` if there are none."""
    n, size = len(setting.X), setting.batch_size
    kept = _search(start, end, setting, list(_batches(n, size)))
    if kept:
        return kept
    dropped = [batches[:-1] for batches in _batches(n, size) if len(batches[-1]) < size]
    if _search(start, end, setting, dropped):
        raise CheckFailed(
            "train laisse de côté le dernier lot, plus petit : il compte aussi.", "train_dernier_lot_perdu"
        )
    if _search(start, end, setting, list(_batches(n, size)), divisor=size):
        raise CheckFailed(
            "train divise le gradient du dernier lot, plus petit, par batch_size et non par son propre nombre "
            "d’exemples.",
            "train_divise_par_batch_size",
        )
    raise CheckFailed(
        "train, par petits lots, n’arrive où mène aucun ordre des exemples. Chaque époque prend chaque exemple une "
        "fois, par lots de batch_size (le dernier peut être plus petit), et fait un pas par lot, depuis les poids "
        "courants."
    )


def _search(start, end, setting, epochs, divisor=None):
    """The pair of epochs that leads from `start` to `end`, the first one told by the history's first loss; or None."""
    for first in epochs:
        middle = _epoch(start, setting, first, divisor)
        if not np.isclose(_loss(setting, *middle), end.history[0], **CLOSE):
            continue
        for second in epochs:
            if same(_epoch(middle, setting, second, divisor), _parameters(end), **CLOSE):
                return first, second
    return None


def _batches(n, size):
    """Every way to cut n samples into ordered batches, all of that size but one that may be smaller."""
    if n <= size:
        yield [tuple(range(n))]
        return
    sizes = [size] * (n // size) + [n % size] * (n % size > 0)
    for order in sorted(set(permutations(sizes))):
        yield from _cuts(tuple(range(n)), order)


def _cuts(samples, sizes):
    """Every way to cut samples into batches of these sizes, in this order."""
    if not sizes:
        yield []
        return
    for batch in combinations(samples, sizes[0]):
        rest = tuple(sample for sample in samples if sample not in batch)
        for others in _cuts(rest, sizes[1:]):
            yield [batch, *others]


def _groups(batches):
    """Which samples went together, whatever the order of the batches."""
    return frozenset(map(frozenset, batches))


def _epoch(parameters, setting, batches, divisor=None):
    """One epoch of plain descent, in batches."""
    for batch in batches:
        scale = len(batch) / divisor if divisor else 1
        parameters = _step(parameters, setting, list(batch), scale)
    return parameters


def _descend(parameters, setting, factor=1):
    """All the parameters met by a descent in whole batches, the initial ones first."""
    path = [parameters]
    for _ in range(setting.n_epochs):
        path.append(_step(path[-1], setting, slice(None), factor))
    return path


def _step(parameters, setting, batch, factor):
    """One step of gradient descent."""
    gradients = reference("tp1")["backward"](setting.X[batch], setting.y[batch], *parameters)
    return tuple(
        [value - setting.learning_rate * factor * gradient for value, gradient in zip(values, slopes, strict=True)]
        for values, slopes in zip(parameters, gradients, strict=True)
    )


def _loss(setting, weights, biases):
    """The loss of exercise 7 on all of X."""
    output = reference("tp1")["forward"](setting.X, weights, biases)[1][-1]
    return float(((output - setting.y) ** 2).sum(axis=1).mean())


def _parameters(training):
    return training.weights, training.biases


def _with(setting, **changes):
    return Setting(**vars(setting) | changes)


def check_learning(function):
    """Both lessons are learnt, by the network that was returned and not by its history. Raises `CheckFailed`."""
    for lesson in lessons(seeds=(3, 4, 5), trees=slice(120, 240)):
        ends = ((setting, _parameters(trained(function, setting, False))) for setting in lesson.settings)
        if not any(_loss(setting, *parameters) <= lesson.loss for setting, parameters in ends):
            raise not_learnt(lesson)
