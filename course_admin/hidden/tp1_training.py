"""TP1, exercise 9, hidden: from the weights that `train` starts from its steps are replayed, in whatever order."""

from itertools import combinations, permutations

import numpy as np

from course_admin.answers import reference
from course_admin.records import secret
from course_utils.checks.engine import CheckFailed
from course_utils.checks.tp1.ex9_training import lessons, not_learnt
from course_utils.checks.tp1.training import STILL, Setting, check_randomness, trained
from course_utils.checks.values import same

_rng = np.random.default_rng(2026101902)


def _normal(*shape):
    return _rng.normal(0, 1.5, shape)


CLOSE = {"rtol": 1e-5, "atol": 1e-7}
WHOLE = Setting(_normal(5, 3), _rng.uniform(0, 1, (5, 3)), [3, 4, 3], 0.8, 3, 5, seed=11)
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0], [1], [1], [0]])
LOTS = Setting(_normal(6, 2), _rng.uniform(0, 1, (6, 2)), [2, 3, 2], 0.9, 2, 4)  # 4 then 2, and not twice 3
JERKS = Setting(np.ones((4, 2)), np.array([[0.0], [1.0], [0.0], [1.0]]), [2, 3, 1], 3.0, 4, 1)  # contradictory targets
SEEDS = range(21, 27)


def check_training(attempt):
    """`train` makes the steps of a mini-batch descent, reshuffled by `rng`, and tells the true loss. Raises."""
    check_randomness(attempt, LOTS)
    for setting in (
        WHOLE,
        Setting(WHOLE.X, WHOLE.y, [3, 3], 0.5, 2, 9, seed=12),
        Setting(WHOLE.X, WHOLE.y, [3, 3, 3], 0.02, 25, 5, seed=14),  # slow: nothing may stop it early
        Setting(*CORNERS, [2, 3, 3, 1], 1.5, 3, 4, seed=13),
        Setting(
            np.array([[0.5, -1.0]]), np.array([[0.3]]), [2, 3, 1], 3.0, 40, 1, seed=15
        ),  # solved long before the end
    ):
        check_whole_batches(attempt, setting)
    check_mini_batches(attempt)


def check_whole_batches(attempt, setting):
    """With one batch an epoch, there is one right result: plain gradient descent from the initial weights. Raises."""
    path = [trained(attempt, _with(setting, learning_rate=STILL))]
    end = trained(attempt, setting, by_name=True)
    path = _descend(_parameters(path[0]), setting)
    if not same(_parameters(end), path[-1], **CLOSE):
        for factor, mistake in scales(setting):
            if same(_parameters(end), _descend(path[0], setting, factor)[-1], **CLOSE):
                raise attempt.fault("train, en un seul lot par époque, ne fait pas le bon pas", mistake)
        if setting.batch_size > len(setting.X) and same(_parameters(end), path[0], **CLOSE):
            text = "train ne fait aucun pas quand batch_size dépasse le nombre d’exemples"
            raise attempt.fault(text, "train_dernier_lot_perdu")
        raise CheckFailed(
            "train, en un seul lot par époque, n’arrive pas où mène une simple descente du gradient de l’exercice 7 : "
            "chaque époque fait alors un pas, depuis les poids courants, pour toutes les couches à la fois."
        )
    _check_history(attempt, end.history, [_loss(setting, *parameters) for parameters in path], setting)


def scales(setting):
    """Steps of the right direction and a wrong length: their factor and what they are called."""
    return (
        (0.5, "train_sans_le_2"),
        (len(setting.X), "train_somme"),
        (len(setting.X) / setting.batch_size, "train_divise_par_batch_size"),
        (1 / len(setting.X), "train_divise_deux_fois"),
        (1 / setting.layer_sizes[-1], "train_divise_par_n_out"),
        (-1, "train_monte"),
        (1 / setting.learning_rate, "train_sans_taux"),
    )


def _check_history(attempt, history, losses, setting):
    """The history is the loss on all of X at the end of each epoch. `losses` starts before the first epoch. Raises."""
    if np.allclose(history, losses[1:], **CLOSE):
        return
    if np.allclose(history, losses[:-1], **CLOSE):
        raise attempt.fault("train ne note pas dans son historique le bon coût", "train_historique_debut")
    if np.allclose(np.multiply(history, setting.layer_sizes[-1]), losses[1:], **CLOSE):
        raise attempt.fault("train note un coût moyenné sur les sorties", "train_historique_moyenne_des_sorties")
    raise attempt.fault("train ne note pas dans son historique le bon coût", "train_historique")


def check_mini_batches(attempt):
    """Each epoch uses every sample once, in batches of which the last is smaller, shuffled anew. Raises."""
    _check_told_loss(attempt)
    epochs = []
    for seed in SEEDS:
        setting = _with(LOTS, seed=seed)
        start = _parameters(trained(attempt, _with(setting, learning_rate=STILL)))
        epochs.append(_orders(attempt, start, trained(attempt, setting), setting))
    first, second = ([_groups(epoch[i]) for epoch in epochs] for i in (0, 1))
    if len(set(first)) == 1 and len(set(second)) > 1:
        text = "train ne mélange pas les exemples avant la première époque"
        raise attempt.fault(text, "train_premiere_epoque_en_ordre")
    if first == second:
        mistake = "train_sans_melange" if len(set(first)) == 1 else "train_melange_une_fois"
        raise attempt.fault("train fait les mêmes lots à chaque époque", mistake)
    if len(set(first)) == 1:
        text = "train mélange les exemples de la même façon quelle que soit la graine de rng"
        raise attempt.fault(text, "train_melange_graine_fixe")


def _check_told_loss(attempt):
    """The last loss told is that of the weights returned, even where the loss goes up and down. Raises."""
    for seed in SEEDS:
        end = trained(attempt, _with(JERKS, seed=seed))
        loss = _loss(JERKS, *_parameters(end))
        if np.isclose(min(end.history), loss, **CLOSE) and not np.isclose(end.history[-1], loss, **CLOSE):
            text = "train ne renvoie pas les poids de la dernière époque quand le coût remonte"
            raise attempt.fault(text, "train_meilleurs_poids")
        if not np.isclose(end.history[-1], loss, **CLOSE):
            text = (
                "train note dans son historique un coût qui n’est pas celui des poids qu’elle renvoie, sur tout X, à "
                "la fin de la dernière époque"
            )
            raise attempt.fault(text, "train_historique_des_lots")


def _orders(attempt, start, end, setting):
    """The batches of both epochs that lead from `start` to `end`. Raises `CheckFailed` if there are none."""
    n, size = len(setting.X), setting.batch_size
    kept = _search(start, end, setting, list(_batches(n, size)))
    if kept:
        return kept
    dropped = [batches[:-1] for batches in _batches(n, size) if len(batches[-1]) < size]
    if _search(start, end, setting, dropped):
        raise attempt.fault("train laisse de côté le dernier lot, plus petit", "train_dernier_lot_perdu")
    if _search(start, end, setting, list(_batches(n, size)), divisor=size):
        raise attempt.fault("train ne pondère pas bien le dernier lot, plus petit", "train_divise_par_batch_size")
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


JITTER = 0.05  # of the lessons' samples: nothing that learns notices


def check_learning(attempt):
    """Each lesson is learnt, by the network that was returned and not by its history. Raises `CheckFailed`.

    Its samples are moved a little by the course's secret, and its labels also inverted: weights that were found
    beforehand, whatever they are looked up by, cannot serve both. One epoch cannot learn XOR.
    """
    rng = secret.rng("tp1 train")
    for lesson in lessons(seeds=(3, 4, 5), trees=slice(120, 240)):
        moved = [_with(setting, X=setting.X + rng.normal(0, JITTER, setting.X.shape)) for setting in lesson.settings]
        for settings in (moved, [_with(setting, y=1 - setting.y) for setting in moved]):
            if not any(_learnt(attempt, setting, lesson.loss) for setting in settings):
                raise not_learnt(attempt, lesson)
    xor, *_ = lessons()
    if _learnt(attempt, _with(xor.settings[0], n_epochs=1), xor.loss):
        raise CheckFailed("train rend le même réseau, qu’on lui donne une époque ou mille : n_epochs est-il utilisé ?")


def _learnt(attempt, setting, loss):
    """Whether the network that `train` returns has a loss of at most that."""
    return _loss(setting, *_parameters(trained(attempt, setting))) <= loss
