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

For the authors of chapters: the questions of a chapter are in `course_utils/checks/questions/<chapter>.json`. Write an
entry with the command below rather than by hand (it stores the answer so that it cannot be read at a glance), and
commit the file. A command with an id that exists replaces the entry.

    python -m course_utils.checks.lectures 02_perceptron seuil_nul \
        --choice b --hint a="Relisez la somme pondérée." --hint c="Et le biais ?" \
        --wrong "Comptez les entrées une à une." --broader "Reprenez la section 2." --right "Le biais décale le seuil."

`--choice X` is a word (compared without case, accents or surrounding spaces; give it several times if several words
are right, or with `--set` if the answer is a list in any order); `--number X` is a number, or several with commas
(`--number 2,3`, a list, a tuple or an array), compared within `--tolerance` (1e-6, relative and absolute; give 0.01
where the student computes by hand); `--true` or `--false` is a truth value. `--hint ANSWER="…"` is the sentence for
one wrong answer (`vrai`, `faux` for a truth value), `--wrong` the one for all others; `--broader` is added from the
second wrong try on, `--right` is added to « Exact. ». Ids are unique among all chapters: begin them with the chapter,
`ch2_seuil`.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np

from course_utils.told_errors import also_tell

QUESTIONS = Path(__file__).parent / "questions"

_failures = Counter()


def question(id, answer, *decimals):
    """Print whether `answer` is right, with a hint if it is not; `None` is a question not answered yet.

    A decimal comma makes two numbers for Python, `question("…", 0,2)`: it is understood, and told.
    """
    entry = _entries().get(id)
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


def _tell_commas():
    """In a notebook, say in French what `0,0039` is to Python, which stops at the zeros after the comma."""
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is None:
        return

    def tell(shell, kind, error, trace, tb_offset=None):
        if re.search(r"\d\s*,\s*0\d", error.text or ""):
            print("✘ En Python, la virgule d’un nombre s’écrit avec un point : 0.05, et non 0,05.")
        else:
            shell.showsyntaxerror()

    also_tell(shell, SyntaxError, tell)


_tell_commas()


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
def _entries():
    """All questions, by id. Raises ValueError if two chapters have the same id."""
    entries = {}
    for path in sorted(QUESTIONS.glob("*.json")):
        for id, entry in json.loads(path.read_text(encoding="utf-8")).items():
            if id in entries:
                raise ValueError(f"{path.name}: question '{id}' exists in another chapter")
            entries[id] = entry
    return entries


def write(chapter, id, answers=(), numbers=None, tolerance=1e-6, hints=None, wrong=None, broader=None, right=None):
    """Write one entry of `questions/<chapter>.json`; what the command does.

    `answers` are all the right ones (words, truth values, lists), or `numbers` is the right list of numbers.
    """
    path = QUESTIONS / f"{chapter}.json"
    entries = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    if numbers is None:
        entry = {"answers": [digest(id, answer) for answer in answers]}
    else:
        entry = {"numbers": base64.b64encode(json.dumps(list(numbers)).encode()).decode(), "tolerance": tolerance}
    entry["hints"] = {digest(id, answer): hint for answer, hint in (hints or {}).items()}
    entry |= {"wrong": wrong, "broader": broader, "right": right}
    entries[id] = {key: value for key, value in entry.items() if value}
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _entries.cache_clear()


def main(arguments=None):
    """The authors' command; see the module's text."""
    parser = argparse.ArgumentParser(prog="python -m course_utils.checks.lectures", description=write.__doc__)
    parser.add_argument("chapter", help="such as 02_perceptron: the name of the file")
    parser.add_argument("id", help="such as ch2_seuil: unique among all chapters")
    answer = parser.add_mutually_exclusive_group(required=True)
    answer.add_argument("--choice", action="append", help="a right word; may be repeated")
    answer.add_argument("--number", help="the right number, or several with commas")
    answer.add_argument("--true", action="store_true")
    answer.add_argument("--false", action="store_true")
    parser.add_argument("--set", action="store_true", help="the answer is the list of all the --choice, in any order")
    parser.add_argument("--tolerance", type=float, default=1e-6)
    parser.add_argument("--hint", action="append", default=[], metavar='ANSWER="…"')
    parser.add_argument("--wrong", help="the hint for any other wrong answer")
    parser.add_argument("--broader", help="added from the second wrong try on")
    parser.add_argument("--right", help="added to « Exact. »")
    given = parser.parse_args(arguments)
    if any("=" not in hint for hint in given.hint):
        parser.error('--hint: expected ANSWER="the sentence"')
    answers = given.choice or [given.true]
    write(
        given.chapter,
        given.id,
        answers=[answers] if given.set else answers,
        numbers=[float(number) for number in given.number.split(",")] if given.number else None,
        tolerance=given.tolerance,
        hints=dict(_hint(hint) for hint in given.hint),
        wrong=given.wrong,
        broader=given.broader,
        right=given.right,
    )


def _hint(text):
    """The wrong answer and its sentence; `2,3="…"` is about a list, in any order, as `--number 2,3` is."""
    answer, sentence = text.split("=", 1)
    return (tuple(answer.split(",")) if "," in answer else answer), sentence


if __name__ == "__main__":
    main()
