"""TP2, exercise 7: inverted dropout. Held to laws."""

from dataclasses import dataclass

import numpy as np

from course_utils.checks.engine import REFUSED, CheckFailed
from course_utils.checks.exercise import Exercise, Question
from course_utils.checks.record import reseeded
from course_utils.checks.task import Case, Task
from course_utils.checks.tp2.arguments import CHAPTER

DROPOUT = Task(
    "dropout",
    ("a", "rate", "rng", "training"),
    hints={
        "masque_a_l_inference": "Hors de l’apprentissage (training=False), rien ne s’éteint.",
        "echelle_a_l_inference": "Ce dropout est « inversé » : l’inférence ne change rien, c’est pendant "
        "l’apprentissage qu’on compense.",
        "taux_inverse": "rate est la part qui s’éteint, pas celle qui reste.",
        "mauvais_taux": "La part qui s’éteint n’est pas rate.",
        "sans_masque": "Rien ne s’éteint.",
        "un_seul_tirage": "Un seul tirage décide de tout le tableau, qui s’éteint ou reste en entier : il en faut un "
        "par élément.",
        "echelle_du_tirage": "Le facteur des survivants vient de la part que ce tirage-ci a éteinte : il ne doit "
        "dépendre que de rate.",
        "a_ignore": "Les survivants ont tous la même valeur : c’est le masque, où est passé a ?",
        "eteints_non_nuls": "Les éléments éteints ont tous la même valeur, qui n’est pas 0 : manque-t-il des "
        "parenthèses ?",
        "sans_division": "Les survivants gardent leur valeur : la somme moyenne en sort plus petite. Comment "
        "la conserver ?",
        "multiplie": "Les survivants rapetissent encore : il faut compenser ce qui manque.",
        "divise_par_rate": "Les survivants doivent compenser ceux qui s’éteignent : quelle part reste-t-il ?",
        "mauvaise_echelle": "Les survivants ne sont pas tous multipliés par le facteur qui garde la moyenne.",
        "un_tirage_par_neurone": "Les mêmes neurones s’éteignent pour tous les exemples : il faut un tirage "
        "par élément.",
        "un_tirage_par_exemple": "Des lignes entières s’éteignent : il faut un tirage par élément.",
        "nombre_fixe": "Le nombre d’éléments éteints est toujours le même : chaque élément doit avoir son "
        "propre tirage, indépendant des autres.",
        "graine_fixe": "Deux appels de suite avec le même rng éteignent les mêmes éléments.",
        "hasard_global": "Tout le hasard doit venir de rng.",
    },
    broader="Essayez sur un tableau de 1, très grand : quelle part de 0, quelle valeur ailleurs, quelle moyenne ?",
    example="À la main : mille 1 avec rate = 0,25 donnent environ 250 zéros, et 1,333 partout ailleurs.",
    reread=f"{CHAPTER}, la section sur le dropout",
)


@dataclass(frozen=True)
class Dropping:
    """One call of `dropout`."""

    a: np.ndarray
    rate: float
    seed: int = 0
    says: str = ""
    may_refuse: bool = False


def values(*shape, seed=0):
    """Numbers away from 0, of either sign, so that a 0 is a drop."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0.5, 2.0, shape) * rng.choice([-1.0, 1.0], shape)


DROPOUTS = (
    Dropping(values(60, 50), 0.2),
    Dropping(values(50, 60, seed=1), 0.75, 1),
    Dropping(values(2000, seed=2), 0.5, 2, "a est ici un vecteur"),
    Dropping(np.full((40, 50), 3), 0.3, 3, "a est ici un tableau d’entiers"),
)


def check_dropout(attempt, droppings):
    """The laws of dropout, one setting after the other. Raises `CheckFailed`."""
    for setting in droppings:
        out = dropped(attempt, setting, True)
        if out is REFUSED:
            continue
        _check_inference(attempt, setting)
        _check_mask(attempt, setting, out)
        _check_no_rate(attempt, setting)
    check_draws(attempt, droppings[0])


def dropped(attempt, setting, training, rng=None, by_name=False, **changes):
    """Call `dropout` and verify the form of what comes back. Raises `CheckFailed`."""
    rng = rng or np.random.default_rng(setting.seed)
    args = (setting.a, changes.get("rate", setting.rate), rng, training)
    case = Case(args, setting.says, by_name=by_name, may_refuse=setting.may_refuse)
    value = attempt.value(case)
    if value is REFUSED:
        return REFUSED
    form = attempt.comparison.form(value, np.shape(setting.a))
    if form:
        raise CheckFailed(f"{attempt.describe(case)} {form}.")
    return np.asarray(value, dtype=float)


def _check_inference(attempt, setting):
    """Not training, nothing changes. Raises `CheckFailed`."""
    a = np.asarray(setting.a, dtype=float)
    out = dropped(attempt, setting, False, by_name=True)
    if not np.allclose(out, a):
        scaled = np.allclose(out, a * (1 - setting.rate))
        raise _dropout_fault(
            attempt,
            setting,
            False,
            "ne renvoie pas a tel quel",
            "echelle_a_l_inference" if scaled else "masque_a_l_inference",
        )


def _check_no_rate(attempt, setting):
    """At a rate of 0, nothing changes. Raises `CheckFailed`."""
    if not np.allclose(dropped(attempt, setting, True, rate=0.0), np.asarray(setting.a, dtype=float)):
        raise CheckFailed("dropout, avec un taux nul (rate = 0), ne renvoie pas a tel quel : rien ne doit s’éteindre.")


def _check_mask(attempt, setting, out):
    """The right share is dropped, element by element, and the rest is scaled so that the mean stays. Raises."""
    a, rate = np.asarray(setting.a, dtype=float), setting.rate
    zero = out == 0
    share, sigma = zero.mean(), np.sqrt(rate * (1 - rate) / out.size)

    def fail(mistake):
        return _dropout_fault(attempt, setting, True, "ne fait pas un dropout", mistake)

    ratio = out[~zero] / a[~zero]
    constant = ratio.size and np.ptp(ratio) < 1e-6
    if zero.ndim > 1 and 0 < share < 1:
        flat = zero.reshape(-1, zero.shape[-1])
        if (flat == flat[0]).all():
            raise fail("un_tirage_par_neurone")
        if (flat == flat[:, :1]).all():
            raise fail("un_tirage_par_exemple")
    if share in (0, 1):
        draws = [dropped(attempt, setting, True, rng=np.random.default_rng(seed)) for seed in range(100, 140)]
        if {float((draw == 0).mean()) for draw in draws} == {0.0, 1.0}:
            raise fail("un_seul_tirage")
    if share == 0:
        repeated = np.unique(np.round(out, 9), return_counts=True)[1].max()
        raise fail("eteints_non_nuls" if np.ptp(a) and repeated > 0.05 * out.size else "sans_masque")
    if abs(share - rate) > 6 * sigma:
        if share == 1:
            raise fail("un_tirage_par_exemple")
        raise fail("taux_inverse" if abs(share - (1 - rate)) < 6 * sigma else "mauvais_taux")
    if constant and np.isclose(ratio[0], 1 / (1 - rate), rtol=1e-6):
        return
    known = {"sans_division": 1, "multiplie": 1 - rate, "divise_par_rate": 1 / rate}
    for mistake, factor in known.items():
        if constant and np.isclose(ratio[0], factor, rtol=1e-6):
            raise fail(mistake)
    if np.ptp(a) and np.ptp(out[~zero]) < 1e-9:
        raise fail("a_ignore")
    of_this_draw = constant and np.isclose(ratio[0], 1 / (1 - share), rtol=1e-6)
    raise fail("echelle_du_tirage" if of_this_draw else "mauvaise_echelle")


def check_draws(attempt, setting):
    """All randomness is from `rng`, a draw an element, anew at each call. Raises `CheckFailed`."""
    first = dropped(attempt, setting, True)
    with reseeded(99):
        again = dropped(attempt, setting, True)
    if not np.allclose(first, again):
        raise _dropout_fault(
            attempt, setting, True, "ne donne pas deux fois la même chose avec un rng de même graine", "hasard_global"
        )
    rng = np.random.default_rng(setting.seed)
    small = Dropping(setting.a[:20, :10], setting.rate, setting.seed, setting.says)
    masks = [dropped(attempt, small, True, rng=rng) == 0 for _ in range(12)]
    if all((mask == masks[0]).all() for mask in masks):
        raise _dropout_fault(attempt, setting, True, "éteint toujours les mêmes éléments", "graine_fixe")
    if len({int(mask.sum()) for mask in masks}) == 1:
        raise _dropout_fault(attempt, setting, True, "éteint toujours autant d’éléments", "nombre_fixe")
    rows = {tuple(mask.sum(axis=1)) for mask in masks}
    columns = {tuple(mask.sum(axis=0)) for mask in masks}
    if any(len(set(counts)) == 1 for counts in (*rows, *columns)):
        raise _dropout_fault(attempt, setting, True, "éteint autant d’éléments par ligne ou par colonne", "nombre_fixe")


def _dropout_fault(attempt, setting, training, text, mistake):
    hidden = attempt.describe(Case((setting.a, setting.rate, None, training)))
    what = f"dropout(a, {setting.rate:g}, rng, training={training})" if attempt.shows else hidden
    return attempt.fault(f"{what} {text}", mistake, setting.says)


EXERCISE = Exercise(
    7,
    "Inverted dropout.",
    Question(
        DROPOUT,
        check_dropout,
        given=(DROPOUTS,),
        verified="un tirage par élément, venu de rng, moyenne conservée, rien hors de l’entraînement",
    ),
)
