"""What a wrong value tells by itself, whatever it should be: too large by a factor, transposed, cut short, rounded.

>>> cause(np.array([2.0, 4.0]), np.array([1.0, 2.0]))
'Toutes les valeurs sont 2 fois trop grandes.'
>>> cause(np.array([[1, 3], [2, 4]]), np.array([[1, 2], [3, 4]]))
'C’est la transposée de ce qui est attendu.'
>>> cause(np.array([1.0, 5.0]), np.array([1.0, 2.0]))
''
"""

import numpy as np

from course_utils.checks.values import FEW, numbers, same, sequence

CLOSE = {"rtol": 1e-5, "atol": 1e-9}
_CUT = "la boucle s’arrête-t-elle trop tôt (un « return » dans la boucle, un range trop court) ?"


def cause(value, expected, samples=None):
    """A sentence on why a value may be wrong, or an empty one. `samples` is the number of examples in the call."""
    came, wanted = numbers(value), numbers(expected)
    if came is not None and came.dtype == bool and wanted is not None and wanted.dtype != bool:
        return "Ce sont des booléens (vrai ou faux), la réponse à une comparaison, et non des nombres."
    if came is None or wanted is None or not came.size or not wanted.size or not np.isfinite(came).all():
        return ""
    came, wanted = came.astype(float), wanted.astype(float)
    if came.shape != wanted.shape:
        return _of_shape(came, wanted, samples)
    if wanted.ndim == 0:
        return _of_number(float(came), float(wanted), samples)
    return _of_values(came, wanted, samples)


def cause_of_list(value, expected):
    """The same for a list of arrays, one a layer, that has not as many as it should."""
    value = sequence(value) or []
    if 0 < len(value) < len(expected) and all(map(same, value, expected)):
        return f"Le début est juste, la fin manque : {_CUT}"
    return ""


def _of_number(came, wanted, samples):
    """One number: only a factor that has a name is worth telling."""
    factor = came / wanted if wanted else 0
    if came == -wanted:
        return "Le signe est inversé."
    for times, more in ((factor, "grand"), (1 / factor if factor else 0, "petit")):
        if times > 1.5 and abs(times - round(times)) < 1e-6 * times and round(times) in {2, samples}:
            return f"Le résultat est {round(times)} fois trop {more}{_named(times, samples)}."
    return ""


def _of_values(came, wanted, samples):
    """An array of the right shape."""
    if came.ndim == 2 and came.shape[0] == came.shape[1] and np.allclose(came.T, wanted, **CLOSE):
        return "C’est la transposée de ce qui est attendu."
    factor = _factor(came, wanted)
    if factor == -1:
        return "Toutes les valeurs ont le signe inverse."
    if factor:
        times, more = (factor, "grandes") if abs(factor) > 1 else (1 / factor, "petites")
        if not _is_simple(abs(times), samples):
            return ""
        sign = " et de signe inverse" if factor < 0 else ""
        return f"Toutes les valeurs sont {_french(abs(times))} fois trop {more}{sign}{_named(abs(times), samples)}."
    if any(np.allclose(came, np.round(wanted, digits), rtol=0, atol=1e-12) for digits in range(1, 6)):
        return "Les valeurs sont arrondies : gardez toutes leurs décimales."
    if came.size > 1 and np.array_equal(came, np.trunc(wanted)) and not np.array_equal(wanted, np.trunc(wanted)):
        return "Les décimales ont disparu : un tableau d’entiers ne les garde pas (quel dtype a le vôtre ?)."
    gap = came - wanted
    if not came.any():
        return "Tout vaut 0."
    if len(wanted) > 1 and np.allclose(came[:-1], wanted[1:], **CLOSE):
        return "Tout est décalé d’un cran : la première valeur manque, les suivantes sont justes."
    if came.size > 2 and np.allclose(gap, gap.flat[0], **CLOSE):
        return f"Toutes les valeurs sont décalées de {_french(gap.flat[0])}."
    return _of_some_values(came, wanted)


def _of_some_values(came, wanted):
    """An array of which a part is right."""
    right = np.isclose(came, wanted, **CLOSE)
    if not right.any() or came.size <= 2:
        return ""
    rows = right.reshape(len(right), -1).all(axis=1)
    good = int(np.argmin(rows))
    if good and not came[good:].any():
        return f"Le début est juste, puis tout vaut 0 : {_CUT}"
    if not came[~right].any():
        return (
            "Ce qui n’est pas nul est juste : où des valeurs restent-elles à 0 (un « return » dans une boucle ?), ou "
            "le deviennent-elles ?"
        )
    ends = [end for end in (came.min(), came.max()) if np.sum(~right & (came == end)) > 1]
    if (
        ends
        and np.isin(came[~right], ends).all()
        and np.allclose(np.clip(wanted, came.min(), came.max()), came, **CLOSE)
    ):
        return f"Ce qui dépasse {' ou '.join(map(_french, ends))} a été coupé, le reste est juste."
    if came.ndim > 1 and len(right) > 2 and right[1:-1].all() and not right[[0, -1]].all():
        return "L’intérieur est juste, et non la première ou la dernière ligne."
    return f"{right.sum()} valeurs sur {right.size} sont justes." if came.size > FEW and right.mean() >= 0.5 else ""


def _of_shape(came, wanted, samples):
    """An array of another shape."""
    if came.ndim == 0 and wanted.size == 1:
        return ""
    if came.ndim == 0:
        if np.isclose(came, wanted.flat[0], **CLOSE):
            return "C’est la première valeur, seule : un « return » dans la boucle ?"
        return "C’est un seul nombre : tout a été réduit d’un coup. Sur quel axe (axis=…) fallait-il le faire ?"
    if came.shape == wanted.shape[::-1] and np.allclose(came.T, wanted, **CLOSE):
        return "C’est la transposée de ce qui est attendu."
    if came.ndim == 3 and came.shape == wanted.shape[1::-1] + wanted.shape[2:]:
        return "Les lignes et les colonnes du résultat sont échangées."
    kept = wanted[wanted != 0] if came.ndim == wanted.ndim == 1 else wanted
    if came.shape == kept.shape != wanted.shape and np.allclose(came, kept, **CLOSE):
        return "Des éléments ont disparu : un masque entre crochets ne garde que ceux qui sont vrais."
    if came.ndim == wanted.ndim and came.shape[1:] == wanted.shape[1:]:
        short = min(len(came), len(wanted))
        if np.allclose(came[:short], wanted[:short], **CLOSE):
            return (
                f"Le début est juste, la fin manque : {_CUT}" if len(came) < len(wanted) else "Il y en a trop à la fin."
            )
        if np.allclose(came[-short:], wanted[-short:], **CLOSE):
            return "La fin est juste, le début " + ("manque." if len(came) < len(wanted) else "est de trop.")
    if samples and came.shape == (samples,) and wanted.ndim == 1:
        return (
            "C’est un nombre par exemple : la somme (ou la moyenne) se fait sur les exemples, et non le long de chacun."
        )
    if samples and samples > 1 and samples in came.shape and samples not in wanted.shape:
        return f"{samples} est le nombre d’exemples : cet axe devait disparaître, sommé par un produit ou une somme."
    return ""


def _factor(came, wanted):
    """The factor by which all values are off; None where there is none."""
    large = np.abs(wanted) > 1e-6
    if large.sum() < 2 or np.abs(came[~large]).max(initial=0) > 1e-5:
        return None
    factors = came[large] / wanted[large]
    factor = float(np.median(factors))
    return factor if abs(factor) > 1e-9 and abs(factor - 1) > 1e-4 and np.allclose(factors, factor, rtol=1e-4) else None


def _is_simple(times, samples):
    """Whether somebody may have forgotten this factor: a small count, a power of ten, the number of examples."""
    known = (*range(1, 13), 1.5, 2.5, *(10**k for k in range(1, 10)), *((samples, 2 * samples) if samples else ()))
    return any(abs(times - one) < 1e-3 * one for one in known)


def _named(times, samples):
    """What a factor is, where it is the number of examples."""
    return ", et c’est le nombre d’exemples" if samples and samples > 2 and abs(times - samples) < 1e-3 else ""


def _french(number):
    """2.5 as « 2,5 »."""
    return f"{number:.3g}".replace(".", ",")
