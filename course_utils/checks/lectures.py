"""The short questions of the chapters, checked on the spot.

In a chapter, a cell asks and the student replaces `None`:

>>> reponse = None
>>> question("exemple_somme", reponse)
✎ À vous de jouer : remplacez None par votre réponse.
>>> question("exemple_somme", 5)
✔ Exact. Deux et deux font quatre, et un de plus font cinq.
>>> question("exemple_couleur", "a")
✘ Pas encore. Le bleu est en haut, la nuit aussi.
>>> question("exemple_couleur", "a")
✘ Pas encore. Le bleu est en haut, la nuit aussi. Pensez à l’arc-en-ciel.

`question` prints and never raises: a chapter runs from top to bottom with no question answered.

The questions of a chapter are in `course_utils/checks/questions/<chapter>.json`, with answers that cannot be read at a
glance.
"""

import base64
import hashlib
import json
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np

from course_utils.cell_errors import tell_in_french

QUESTIONS = Path(__file__).parent / "questions"

_failures = Counter()


def question(id, answer, *decimals):
    """Print whether `answer` is right, with a hint if it is not; `None` is a question not answered yet.

    A decimal comma makes two numbers for Python, `question("…", 0,2)`: it is understood, and told.
    """
    entry = entries().get(id)
    if entry is not None:
        answer = _with_a_point(entry, answer, decimals)
    if entry is None:
        print(f"✘ La question « {id} » n’existe pas : vérifiez son nom.")
    elif answer is None or answer is ...:
        print("✎ À vous de jouer : remplacez None par votre réponse.")
    elif right(id, entry, answer):
        _failures.pop(id, None)
        print(" ".join(filter(None, ("✔ Exact.", entry.get("right")))))
    else:
        _failures[id] += 1
        hint = entry.get("hints", {}).get(digest(id, answer)) or entry.get("wrong")
        broader = entry.get("broader") if _failures[id] > 1 else None
        print(" ".join(filter(None, ("✘ Pas encore.", hint, broader))))


def _with_a_point(entry, answer, decimals):
    """The number that a decimal comma cut in two, where one number is asked; the answer as it is else."""
    parts = (*answer, *decimals) if isinstance(answer, tuple) else (answer, *decimals)
    one = "numbers" in entry and len(json.loads(base64.b64decode(entry["numbers"]))) == 1
    if not (one and len(parts) == 2 and all(type(part) is int for part in parts) and parts[1] >= 0):
        return answer if not decimals else parts
    print(f"(En Python, la virgule d’un nombre s’écrit avec un point : {parts[0]}.{parts[1]}.)")
    return float(f"{parts[0]}.{parts[1]}")


def _tell_errors():
    """In a notebook, have the errors of the cells told in French."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None:
        tell_in_french(shell)


_tell_errors()


def right(id, entry, answer):
    """Whether an answer is the one that the entry holds."""
    if "numbers" not in entry:
        return digest(id, answer) in entry["answers"]
    expected = json.loads(base64.b64decode(entry["numbers"]))
    try:
        given = np.asarray(answer, dtype=float).ravel()
    except (TypeError, ValueError):
        return False
    tolerance = entry["tolerance"]
    return given.shape == (len(expected),) and np.allclose(given, expected, rtol=tolerance, atol=tolerance)


def digest(id, answer):
    """Salted SHA-256 of an answer in its canonical form: equal answers, however typed, have equal digests."""
    return hashlib.sha256(f"{id}\n{canonical(answer)}".encode()).hexdigest()[:24]


def canonical(answer):
    """A word without case, accents and surrounding spaces; a number as a float; a list or set in sorted order.

    >>> canonical(" Dérivée "), canonical(True), canonical(3), canonical(["b", "A"])
    ('derivee', 'vrai', '3.0', 'a|b')
    """
    if isinstance(answer, np.ndarray):
        answer = answer.tolist()
    if isinstance(answer, (list, tuple, set, frozenset)):
        return "|".join(sorted(map(canonical, answer)))
    if isinstance(answer, (bool, np.bool_)):
        return "vrai" if answer else "faux"
    try:
        return str(float(answer))
    except (TypeError, ValueError):
        text = unicodedata.normalize("NFKD", str(answer).strip().casefold().replace("’", "'"))
        text = "".join(letter for letter in text if not unicodedata.combining(letter))
        return {"true": "vrai", "false": "faux"}.get(text, text)


@cache
def entries():
    """All questions, by id. Raises ValueError if two chapters have the same id."""
    found = {}
    for path in sorted(QUESTIONS.glob("*.json")):
        for id, entry in json.loads(path.read_text(encoding="utf-8")).items():
            if id in found:
                raise ValueError(f"{path.name}: question '{id}' exists in another chapter")
            found[id] = entry
    return found
