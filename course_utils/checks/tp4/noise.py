"""TP4, exercise 4: the laws of added noise. Statistics of many draws, which right noise never leaves."""

import math

import numpy as np

from course_utils.checks.engine import REFUSED, CheckFailed
from course_utils.checks.record import reseeded
from course_utils.checks.task import Case, Task
from course_utils.checks.tp4.arguments import CHAPTER

ADD_NOISE = Task(
    "add_noise",
    ("X", "sigma", "rng"),
    hints={
        "bruit_sans_sigma": "sigma doit régler l’écart-type du bruit, et lui seul : à 0, il n’y a plus de bruit.",
        "bruit_remis_a_l_echelle": "Ramener dans [0, 1] n’est pas étirer jusqu’à 0 et 1 : ce qui dépasse s’arrête à la "
        "borne, et le reste ne bouge pas.",
        "bruit_proportionnel": "Le bruit est multiplié par les pixels : il s’ajoute à eux, au papier comme à l’encre.",
        "bruit_sans_x": "Les pixels de X n’entrent pas dans le résultat : le bruit s’ajoute à eux.",
        "bruit_jamais_negatif": "Un tirage gaussien va autant d’un côté que de l’autre : ses valeurs négatives "
        "sont-elles perdues avant la somme, ou la loi en est-elle une autre ?",
        "bruit_entier": "Le résultat a hérité du type entier de X.",
        "bruit_non_coupe": "C’est le résultat qu’il faut ramener dans l’intervalle, une fois le bruit ajouté.",
        "bruit_hasard_global": "Tout le hasard doit venir de rng.",
        "bruit_graine_fixe": "Le bruit est à tirer de rng.",
        "bruit_rng_recree": "Tirez de rng lui-même, et non d’une copie.",
        "bruit_decale": "Il éclaircit ou assombrit les images.",
        "bruit_ecart_type": "L’écart-type du bruit est sigma, ni plus ni moins.",
        "bruit_uniforme": "Est-ce un bruit uniforme ?",
        "bruit_partage": "Le bruit se tire élément par élément.",
        "bruit_mal_coupe": "Ce qui sort de [0, 1] s’arrête à la borne, sans toucher au reste (ni remise à "
        "l’échelle, ni nouveau tirage, ni pliage).",
        "bruit_sigma_carre": "Il est bien trop faible : sigma est déjà l’écart-type.",
        "bruit_sigma_variance": "Il est trop fort : sigma est l’écart-type, pas la variance.",
    },
    broader="Bruitez une grande image uniformément grise, tracez l’histogramme de ce que vous obtenez, et "
    "mesurez son écart-type.",
    reread=f"{CHAPTER}, la section sur le débruitage",
    single_precision=True,
)


SIGMA = 0.05  # so little noise on grey pixels that none is clipped

NOISE_SEEDS = (0, 1)

SPREAD = 5  # standard deviations within which a statistic of right noise is found: always, but once in a million


def check_noise(attempt, seeds):
    """The laws of `add_noise`. Raises `CheckFailed`.

    Statistics of n × d draws: those of right noise lie within five standard deviations of what is expected.
    """
    grey, other = np.full((60, 80), 0.5), np.random.default_rng(seeds[0]).uniform(0, 1, (7, 5))
    noise = _noisy(attempt, grey, SIGMA, seeds[0]) - grey
    _check_source(attempt, grey, noise, seeds)
    still = _noisy(attempt, other, 0.0, seeds[0], by_name=True)
    if not np.allclose(still, other, atol=1e-6):
        constant = np.ptp(still) < 1e-9
        if not constant and np.corrcoef(still.ravel(), other.ravel())[0, 1] > 1 - 1e-9:
            text = "add_noise, avec sigma=0, change l’échelle des pixels de X"
            raise attempt.fault(text, "bruit_remis_a_l_echelle")
        mistake = "bruit_sans_x" if constant else "bruit_sans_sigma"
        raise attempt.fault("add_noise, avec sigma=0, ne rend pas X tel quel", mistake)
    paper = _noisy(attempt, np.zeros((60, 80)), SIGMA, seeds[0])
    if np.all(paper == 0):
        raise attempt.fault("add_noise laisse tout à fait blanc le papier (0)", "bruit_proportionnel")
    _check_spread(attempt, noise)
    _check_shape_of_noise(attempt, noise / SIGMA)
    _check_clipping(attempt, seeds)
    ints = _noisy(attempt, np.ones((40, 30), dtype=int), 0.3, seeds[0], may_refuse=True)
    if ints is not None and np.all(ints == np.round(ints)):
        raise attempt.fault("add_noise perd le bruit quand X est un tableau d’entiers", "bruit_entier")


def _noisy(attempt, X, sigma, seed, by_name=False, may_refuse=False, rng=None):
    """Call `add_noise`; numbers of the shape of X in [0, 1], or None where the function refuses and may. Raises."""
    rng = np.random.default_rng(seed) if rng is None else rng
    case = Case((X, sigma, rng), by_name=by_name, may_refuse=may_refuse)
    value = attempt.value(case)
    if value is REFUSED:
        return None
    fault = attempt.comparison.form(value, X.shape)
    if fault:
        raise CheckFailed(f"{attempt.describe(case)} {fault}.")
    value = np.asarray(value, dtype=float)
    if value.min() < 0 or value.max() > 1:
        raise attempt.fault(f"{attempt.describe(case)} renvoie des pixels hors de [0, 1]", "bruit_non_coupe")
    return value


def _check_source(attempt, grey, noise, seeds):
    """All randomness comes from `rng`, which moves on. Raises `CheckFailed`."""
    with reseeded(4321):
        again = _noisy(attempt, grey, SIGMA, seeds[0]) - grey
    if not np.allclose(noise, again):
        raise attempt.fault(
            "add_noise, appelée deux fois avec un rng de même graine, ne donne pas deux fois le même bruit",
            "bruit_hasard_global",
        )
    if np.allclose(noise, _noisy(attempt, grey, SIGMA, seeds[1]) - grey):
        raise attempt.fault("add_noise donne le même bruit quelle que soit la graine de rng", "bruit_graine_fixe")
    rng = np.random.default_rng(seeds[0])
    first, second = (_noisy(attempt, grey, SIGMA, None, rng=rng) for _ in range(2))
    if np.allclose(first, second):
        raise attempt.fault(
            "add_noise, appelée deux fois de suite avec le même rng, donne deux fois le même bruit", "bruit_rng_recree"
        )


def _check_spread(attempt, noise):
    """The noise's mean and standard deviation, over all elements, over rows and over columns. Raises `CheckFailed`."""
    n, d = noise.shape
    _check_independence(attempt, noise)
    if noise.min() >= -1e-9:
        raise attempt.fault("add_noise : le bruit n’est jamais négatif", "bruit_jamais_negatif")
    if abs(noise.mean()) > SPREAD * noise.std() / math.sqrt(n * d):
        raise attempt.fault("add_noise : le bruit n’est pas centré", "bruit_decale")
    deviation = noise.std() / SIGMA
    if abs(deviation - 1) > SPREAD / math.sqrt(2 * n * d):
        for factor, mistake in (
            (SIGMA, "bruit_sigma_carre"),
            (1 / math.sqrt(SIGMA), "bruit_sigma_variance"),
            (1 / math.sqrt(3), "bruit_uniforme"),
            (1 / SIGMA, "bruit_sans_sigma"),
        ):
            if abs(deviation / factor - 1) < 0.06:
                raise attempt.fault("add_noise : l’écart-type du bruit n’est pas sigma", mistake)
        raise attempt.fault("add_noise : l’écart-type du bruit n’est pas sigma", "bruit_ecart_type")


def _check_independence(attempt, noise):
    """One draw an element: means over rows and columns spread as those of independent draws. Raises `CheckFailed`."""
    scale = noise.std() or 1.0
    found = []
    for axis, what in ((0, "toutes les lignes"), (1, "tous les pixels d’une même ligne")):
        means = noise.mean(axis=axis) / scale * math.sqrt(noise.shape[axis])
        found.append((means.std(), len(means), what))
    for spread, n, what in sorted(found, reverse=True):  # what is shared spreads the means of the other axis most
        if abs(spread - 1) > SPREAD / math.sqrt(2 * n):
            raise attempt.fault(f"add_noise : {what} semblent recevoir le même bruit", "bruit_partage")


def _check_shape_of_noise(attempt, noise):
    """The noise, divided by sigma, follows the normal law (Kolmogorov–Smirnov). Raises `CheckFailed`."""
    draws = np.sort(noise.ravel())
    expected = np.array([(1 + math.erf(z / math.sqrt(2))) / 2 for z in draws])
    observed = np.arange(1, draws.size + 1) / draws.size
    # 2.7 / √n is passed by a right law once in a million.
    if np.abs(observed - expected).max() > 2.7 / math.sqrt(draws.size):
        raise attempt.fault("add_noise : le bruit ne suit pas une loi gaussienne", "bruit_uniforme")


def _check_clipping(attempt, seeds):
    """What leaves [0, 1] stops exactly at its ends, and nothing else is moved. Raises `CheckFailed`."""
    grey, sigma = np.full((60, 80), 0.5), 0.4
    noisy = _noisy(attempt, grey, sigma, seeds[0])
    cut = (1 + math.erf(-0.5 / sigma / math.sqrt(2))) / 2  # at each end
    margin = SPREAD * math.sqrt(cut * (1 - cut) / noisy.size)
    inside = noisy[(noisy > 0) & (noisy < 1)]
    for end in (0.0, 1.0):
        if abs(np.mean(noisy == end) - cut) > margin:
            raise attempt.fault("add_noise : ce qui sort de [0, 1] ne s’arrête pas à la borne", "bruit_mal_coupe")
    middle = math.erf(0.2 / sigma / math.sqrt(2))  # within 0.2 of the grey
    margin = SPREAD * math.sqrt(middle * (1 - middle) / noisy.size)
    if abs(np.sum(np.abs(inside - 0.5) < 0.2) / noisy.size - middle) > margin:
        raise attempt.fault(
            "add_noise : avec un bruit plus fort, ce qui reste dans [0, 1] ne suit plus la loi attendue",
            "bruit_mal_coupe",
        )
    paper = _noisy(attempt, np.zeros((60, 80)), sigma, seeds[1])
    if abs(np.mean(paper == 0) - 0.5) > SPREAD * 0.5 / math.sqrt(paper.size):
        raise attempt.fault(
            "add_noise : sur du papier blanc (0), une moitié des pixels devrait rester à 0 et l’autre noircir un peu",
            "bruit_mal_coupe",
        )
