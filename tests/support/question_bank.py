"""What may be answered to the questions of the notebooks, right and wrong, and typed in French."""

import base64
import itertools
import json
import re
from pathlib import Path

import nbformat

from course_utils.checks import lectures

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
CALL = re.compile(r'question\(\s*"(\w+)"\s*,\s*(\w+)')


def words():
    """What a student may answer, by question: the words of the cell that asks, and what it or its hints quote."""
    found = {}
    for path in sorted(NOTEBOOKS.rglob("*.ipynb")):
        before = ""
        for cell in nbformat.read(path, as_version=4).cells:
            for id, _ in CALL.findall(cell.source if cell.cell_type == "code" else ""):
                entry = lectures.entries()[id]
                text = "\n".join([before * ("#" not in cell.source), cell.source, entry.get("wrong", "")])
                quoted = re.findall(r'"([^"\n]+)"|«\s*([^»\n]+?)\s*»', text)
                found[id] = set(re.findall(r"[^\W\d_]+", text)) | {word for pair in quoted for word in pair if word}
            before = cell.source
    return found


def answers(id, entry, choices):
    """Right and wrong answers of a question: what a notebook would be given, and the same typed in a French field."""
    if "numbers" in entry:
        right = json.loads(base64.b64decode(entry["numbers"]))
        small = [0, 0.1, 0.25, 0.5, 1, 2, 10, 50, -1]
        near = [[x * k for x in right] for k in (1, -1, 2, 0.5, 10, 0.1)] + [[x + k for x in right] for k in (1, -1)]
        near += [[1 - x for x in right], right[::-1], [*right, 1], right[:-1], *([k] * len(right) for k in small)]
        near += [list(p) for p in itertools.islice(itertools.permutations(right), 8)]
        if len(right) == 1:
            near += (
                [[n] for n in range(-10, 131)] + [[n / 10] for n in range(-30, 31)] + [[n / 100] for n in range(100)]
            )
        for values in near:
            if values:
                values = [float(f"{value:.6g}") for value in values]
                yield (values[0] if len(values) == 1 else values), " ; ".join(map(french, values))
        yield "beaucoup", "beaucoup"
        return
    for word in sorted(choices | {"oui", "non", "plus petit", "égale", "é", "zzz"}):
        yield word, word
        yield word.upper(), f"« {word.upper()} »"
    yield True, "Vrai"
    yield False, "faux"
    for value in range(-5, 101):
        yield value, str(value)
    for n in (2, 3):
        for some in itertools.islice(itertools.combinations(sorted(choices), n), 60):
            yield list(some), ", ".join(some)


def french(value):
    return f"{value:g}".replace(".", ",") if f"{value:g}" == repr(value).removesuffix(".0") else repr(value)


def typed_right(id, choices):
    """A right answer to a question, as one types it; `choices` are the words of `words()`."""
    entry = lectures.entries()[id]
    return next(typed for answer, typed in answers(id, entry, choices) if lectures.right(id, entry, answer))
