"""Which submissions of a TP look alike, for a person to compare: the tool points, it never decides.

The text of the release is taken out, then each work is its set of runs of `RUN` tokens (comments, spaces and the
names of variables do not count), weighted by their rarity in the class: what everybody writes says nothing. The
tokens are Pygments', the weights and the cosine scikit-learn's.
"""

import json
from dataclasses import dataclass

from pygments.lexers import PythonLexer
from pygments.token import Comment, Name, String, Text, Whitespace
from sklearn.feature_extraction.text import TfidfVectorizer

from course_admin.base import guarded
from course_utils.notebook.cell import grade_id, is_answer, read

RUN = 6  # tokens
ALIKE = 0.6  # cosine above which a pair is shown
MOST = 20  # pairs
ROWS = 500  # works compared with the class at a time
SECONDS = 5  # of CPU, for the tokens of one work: a lexer is quadratic on some strings
_SILENT = (Comment, Whitespace, Text, String.Doc)


@dataclass(frozen=True)
class Pair:
    """Two works, how alike they are (0 to 1), and their cells side by side: `(grade id, lines, lines)`.

    A line is `(text, whether the other one has it too)`.
    """

    first: str
    second: str
    score: float
    cells: tuple


def answers(notebook, released=""):
    """The code of each solution cell of a notebook (JSON text), by grade id, without the lines of the release."""
    known = {line.strip() for cell in json.loads(released)["cells"] for line in _lines(cell)} if released else set()
    found = {}
    for cell in map(read, json.loads(notebook)["cells"]):
        if cell["cell_type"] == "code" and is_answer(cell):
            lines = [line for line in _lines(cell) if line.strip() and line.strip() not in known]
            found[grade_id(cell)] = "\n".join(lines)
    return found


def pairs(works, earlier=None):
    """The `Pair`s of works that are alike, the most alike first; `works` maps an owner to their `answers`.

    `earlier` holds works of other years: they are compared with this year's, not with one another.
    """
    earlier = earlier or {}
    works = works | earlier
    owners = []

    def texts():  # one at a time: all runs of a class together would fill the memory
        for owner in sorted(works):
            if text := _guarded(_all_runs, list(works[owner].values())):
                owners.append(owner)
                yield text

    try:
        weights = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit_transform(texts())
    except ValueError:  # scikit-learn's, where nobody wrote a text to compare
        return []
    old = set(earlier)
    found = [one for one in _alike(weights) if not {owners[one[1]], owners[one[2]]} <= old]
    found.sort(key=lambda one: (-round(one[0], 6), one[1], one[2]))
    return [_pair(owners[a], owners[b], float(cosine), works) for cosine, a, b in found[:MOST]]


def _alike(weights):
    """`(cosine, row, later row)` for rows of `weights` that are alike; `ROWS` at a time, to bound the memory."""
    found = []
    for start in range(0, weights.shape[0], ROWS):
        cosines = (weights[start : start + ROWS] @ weights.T).tocoo()
        rows = cosines.row + start
        kept = (rows < cosines.col) & (cosines.data >= ALIKE)
        found += zip(cosines.data[kept].tolist(), rows[kept].tolist(), cosines.col[kept].tolist(), strict=True)
    return found


def _guarded(function, *args):
    """The function's result, computed in a process with limits; None for a work that cannot be read within them."""
    try:
        return guarded.call(function, *args, seconds=SECONDS)
    except guarded.Failed:
        return None


def _all_runs(sources):
    """The runs of several sources, one list."""
    return [run for source in sources for run in _runs(source)]


def _runs(source):
    """The runs of tokens of a source; a name counts as a name, whichever it is, unless it is a builtin or a keyword."""
    tokens = _tokens(source)
    return [" ".join(tokens[start : start + RUN]) for start in range(len(tokens) - RUN + 1)]


def _pair(first, second, score, works):
    """The pair, with the cells that both wrote side by side."""
    cells = []
    for id, mine in works[first].items():
        theirs = works[second].get(id, "")
        shown = _guarded(_both_marked, mine, theirs) if mine and theirs else None
        if shown:
            cells.append((id, *shown))
    return Pair(first, second, score, tuple(cells))


def _both_marked(mine, theirs):
    return _marked(mine, theirs), _marked(theirs, mine)


def _marked(source, other):
    """The lines of a source, each with whether the other has it too, names of variables apart."""
    known = {_shape(line) for line in other.splitlines()}
    return [(line, bool(_shape(line)) and _shape(line) in known) for line in source.splitlines()]


def _shape(line):
    return " ".join(_tokens(line))


def _tokens(source):
    """The tokens that count, all names of variables alike."""
    return [
        "name" if kind is Name else text
        for kind, text in PythonLexer().get_tokens(source)
        if text.strip() and not any(kind in silent for silent in _SILENT)
    ]


def _lines(cell):
    return "".join(cell["source"]).splitlines()  # a text, or a list of lines
