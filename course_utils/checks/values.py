"""Values that a student's function returns: comparing them, naming their kind in French, showing them in short."""

import numpy as np

from course_utils.checks.record import Built, Opaque

# Warnings of numpy that tell of a number that left the floats' range.
OVERFLOW = ("overflow", "invalid value", "divide by zero")
# An array argument may not be left changed by more than this.
UNTOUCHED = 1e-12


def is_overflow(category, text):
    """Whether a warning tells of an overflow, and not, say, of a deprecation."""
    return category == "RuntimeWarning" and any(word in text for word in OVERFLOW)


def modified(before, after):
    """Whether an array, or one inside a list, was left changed by more than `UNTOUCHED`."""
    if isinstance(before, np.ndarray):
        after = np.asarray(after)
        return before.shape != after.shape or not np.allclose(before, after, rtol=0, atol=UNTOUCHED, equal_nan=True)
    if isinstance(before, (list, tuple)) and any(isinstance(item, np.ndarray) for item in before):
        return len(before) != len(after) or any(map(modified, before, after))
    return False


def same(value, expected, rtol=1e-6, atol=1e-8):
    """Whether a value has the shape and the numbers of another (nan equal to nan); a list may stand for a tuple."""
    if isinstance(expected, (list, tuple)):
        parts = sequence(value)
        return (
            parts is not None
            and len(parts) == len(expected)
            and all(same(part, right, rtol, atol) for part, right in zip(parts, expected, strict=True))
        )
    array, wanted = numbers(value), numbers(expected)
    if array is None or wanted is None or array.shape != wanted.shape:
        return False
    return bool(np.allclose(array, wanted, rtol=rtol, atol=atol, equal_nan=True))


def sequence(value):
    """The parts of a list, a tuple or an array along its first axis; None for anything else."""
    if isinstance(value, np.ndarray):
        return list(value) if value.ndim else None
    return list(value) if isinstance(value, (list, tuple)) else None


def numbers(value):
    """The value as an array of real numbers (booleans count as 0 and 1), None if it is not that."""
    if isinstance(value, (str, dict, Opaque)) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # ragged lists
        return None
    return array if array.dtype.kind in "biuf" else None


def kind(value):
    """What a value is, in French, for a student who expected something else."""
    if isinstance(value, np.ndarray):
        return "un tableau" if value.ndim else "un nombre"
    names = {str: "un texte", dict: "un dictionnaire", list: "une liste", tuple: "un tuple", type(None): "None"}
    names |= {bool: "un booléen", int: "un nombre", float: "un nombre", complex: "un nombre complexe"}
    name = value.type_name if isinstance(value, Opaque) else type(value).__name__
    return names.get(type(value), f"un objet de type « {name} »")


def show(value, width=90):
    """A value in a few characters.

    >>> show(np.array([[1, 2.5], [-1 / 3, 4]]))
    '[[1, 2.5], [-0.3333, 4]]'
    """
    text = _shown(value)
    return text if len(text) <= width else text[: width - 1] + "…"


FEW = 8  # numbers that a message may list


def brief(value):
    """An argument in a message: its numbers where they are few, its shape where they are many.

    >>> brief(np.zeros((5, 3))), brief([np.zeros((4, 3)), np.zeros((2, 4))]), brief(np.ones(2))
    ('tableau (5, 3)', 'tableaux (4, 3), (2, 4)', '[1, 1]')
    """
    if isinstance(value, np.ndarray) and value.size > FEW:
        return f"tableau {value.shape}"
    arrays = isinstance(value, (list, tuple)) and all(isinstance(part, np.ndarray) for part in value)
    if arrays and sum(part.size for part in value) > FEW:
        return f"tableaux {', '.join(str(part.shape) for part in value)}"
    return show(value)


def contrast(value, expected):
    """What came and what was expected: all of it where it is short, else the number that is farthest off.

    >>> contrast(np.arange(10.0), np.arange(10.0) + np.eye(10)[4])
    'un tableau dont l’élément [4] vaut 4 au lieu de 5'
    >>> contrast(3.3216, 3.3219)
    '3.3216 au lieu de 3.3219'
    """
    came, wanted = numbers(value), numbers(expected)
    if came is None or wanted is None or came.shape != wanted.shape or came.size <= FEW:
        texts = show(value), show(expected)
    else:
        index = np.unravel_index(np.argmax(np.abs(came.astype(float) - wanted)), came.shape)
        a, b = _apart(came[index], wanted[index])
        return f"un tableau dont l’élément [{', '.join(map(str, index))}] vaut {a} au lieu de {b}"
    if came is not None and wanted is not None and came.shape == wanted.shape == ():
        texts = _apart(came, wanted)
    return f"{texts[0]} au lieu de {texts[1]}"


def _apart(came, wanted):
    """Two numbers with as many digits as tell them apart."""
    texts = show(came), show(wanted)
    if texts[0] != texts[1] and float(came).is_integer() and float(wanted).is_integer():
        return texts
    for digits in range(4, 17):
        texts = tuple(f"{float(number):.{digits}g}" for number in (came, wanted))
        digits_apart = abs(float(came) - float(wanted)) > 2 * 10.0 ** (1 - digits) * abs(float(wanted))
        if texts[0] != texts[1] and (digits_apart or digits > 7):
            break
    return texts


def _beginning(array, n=500):
    """At least the first n elements of an array, and not many more: all that a message shows of a large one."""
    for axis in range(array.ndim):
        rest = max(1, int(np.prod(array.shape[axis + 1 :])))
        array = array[(slice(None),) * axis + (slice(-(-n // rest)),)]
    return array


def _shown(value):
    if isinstance(value, np.ndarray):
        return _shown(_beginning(value).tolist())
    if isinstance(value, (bool, np.bool_)):
        return str(value)
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (float, np.floating)):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        left, right = "[]" if isinstance(value, list) else "()"
        return f"{left}{', '.join(map(_shown, value))}{right}"
    if isinstance(value, np.random.Generator):
        return "rng"
    if isinstance(value, Built):
        return "un modèle"
    if callable(value):
        return getattr(value, "__name__", "f")
    return value.type_name if isinstance(value, Opaque) else repr(value)


def fault_of_form(value, shape, label="", shows=True, single_precision=False):
    """What is wrong with a value that should be finite numbers (integers, float64 or also float32) of that shape."""
    array, of = numbers(value), f"pour {label} " if label else ""
    if array is None:
        return f"renvoie {of}{kind(value)}, attendu {'un tableau de nombres' if shape else 'un nombre'}"
    if array.shape != shape:
        shapes = f"la forme {array.shape} au lieu de {shape}" if shows else "une forme qui n’est pas celle attendue"
        return f"renvoie {of}{shapes}{cause_of_shape(array.shape, shape)}"
    if not np.isfinite(array).all():
        return f"renvoie {of}des valeurs qui ne sont pas des nombres finis (nan ou inf)"
    if array.dtype == np.float16 or (array.dtype == np.float32 and not single_precision):
        return f"renvoie {of}des flottants de {8 * array.itemsize} bits ({array.dtype}), attendu float64"
    return None


def cause_of_shape(shape, wanted):
    """The classic cause of a wrong shape: a column and a flat vector subtracted from each other."""
    if len(wanted) == 1 and shape in ((wanted[0], 1), (1, wanted[0])):
        return " : un vecteur et une matrice d’une seule ligne ou colonne ne sont pas la même chose pour numpy"
    if len(shape) == 2 and shape[0] == shape[1] and len(wanted) < 2:
        return (
            " : (n, 1) et (n,) combinés donnent (n, n) par diffusion (broadcasting), regardez les formes intermédiaires"
        )
    if [n for n in shape if n > 1] == [n for n in wanted if n > 1]:
        return " : c’est la bonne forme, à des axes d’un seul élément près"
    if len(shape) > len(wanted):
        return " : il reste des dimensions de trop (sur lesquelles fallait-il sommer ou moyenner ?)"
    if shape and len(shape) < len(wanted) and shape in (wanted[: len(shape)], wanted[-len(shape) :]):
        return " : une dimension a disparu (une somme ou une moyenne de trop ?)"
    return ""
