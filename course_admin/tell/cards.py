"""The cards of a feedback page, one for each heading of the notebook: points, what every test says, what to read."""

import ast
import json
import re
from dataclasses import dataclass, field
from importlib import import_module

import numpy as np

from course_admin.tell.names import name
from course_admin.tell.pages import number
from course_utils.notebook.cell import grade_id, read

SHARED = "la cause commune, dite en haut de cette page."
FEW = 8  # rows and columns of a table of numbers
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CAME = re.compile(r"renvoie (pour [\w\[\] ]+ )?([\[(][^a-zé]*[\])]) au lieu de ([\[(][^a-zé]*[\])])(?=[.,;]|$)")


@dataclass
class Line:
    """One sentence of a card; `kind` is passed, failed, waiting, said (by a marker) or read (again)."""

    kind: str
    text: str
    label: str = ""
    points: str = ""
    tables: tuple = ()  # (caption, rows) of the numbers that are left out of the text


@dataclass
class Card:
    """What stands below one heading of the notebook."""

    title: str
    score: float = 0.0
    max: float = 0.0
    lost: float = 0.0  # by tests
    waits: bool = False
    answer: str = ""
    lines: list = field(default_factory=list)
    reread: list = field(default_factory=list)

    @property
    def percent(self):
        return round(100 * self.score / self.max) if self.max else 0


def cards_of(headings, tp, verdicts, cells, answers, told, shared=frozenset()):
    """The cards, in the notebook's order.

    `headings` is the outline of the TP, `verdicts`, `cells` (of the gradebook), `answers` (marked by hand) and `told`
    (what a test printed) are by grade id; `shared` holds the tests whose failure is told once, elsewhere.
    """
    tasks, found = import_module(f"course_utils.checks.{tp}").TASKS, {}
    for heading, id, function in headings:
        cell = cells.get(id)
        if cell is None:
            continue
        card = found.setdefault(heading, Card(heading))
        card.score, card.max = card.score + (cell.score or 0.0), card.max + cell.max_score
        if cell.by_hand:
            card.waits = card.waits or cell.score is None
            card.answer = "\n\n".join(filter(None, (card.answer, answers.get(id, ""))))
            card.lines += _by_hand(cell, name(tp, id, ""))
            continue
        verdict = verdicts.get(id)
        if verdict is not None:
            card.lines.append(_test(cell, verdict, name(tp, id, function), told.get(id, ""), id in shared))
            card.lost += cell.max_score - (cell.score or 0.0)
            if not verdict.passed and function in tasks and tasks[function].reread:
                card.reread = list(dict.fromkeys([*card.reread, tasks[function].reread]))
        card.lines += [Line("said", cell.comment)] if cell.comment else []
    return list(found.values())


def printed(notebook):
    """What each test cell printed when it was marked, by grade id; `notebook` is the marked one, as JSON text."""
    found = {}
    for cell in map(read, json.loads(notebook)["cells"]):
        texts = [output.get("text", "") for output in cell.get("outputs", []) if output["output_type"] == "stream"]
        if grade_id(cell) and texts:
            found[grade_id(cell)] = "".join(part if isinstance(part, str) else "".join(part) for part in texts)
    return found


def _by_hand(cell, label):
    """What is said of an answer that a marker reads."""
    said = [Line("said", cell.comment)] if cell.comment else []
    if cell.score is None:
        return [Line("waiting", "réponse rédigée, en attente de correction.", label), *said]
    points = f"{number(cell.score)} / {number(cell.max_score)}"
    return [Line("said", "corrigée à la main.", label, points), *said]


def _test(cell, verdict, label, told, is_shared):
    """What is said of a test: its message, the score that it printed, the numbers that differ as tables."""
    passed, points = verdict.passed, f"{number(cell.score or 0)} / {number(cell.max_score)}"
    text, tables = _numbers_apart(_COLOURS.sub("", verdict.message))
    if not text:
        text = "test réussi." if passed else "test non réussi."
    if is_shared and not passed:
        text, tables = SHARED, ()
    reached = _reached(told, label)
    if reached:
        text = f"test réussi : {reached}" if passed else f"{text}\n{reached}"
    if cell.score != verdict.points:
        text += "\nNote de ce test revue par l’équipe enseignante."
    return Line("passed" if passed else "failed", text, label, points, tables)


def _reached(told, label):
    """The sentences that a test printed and that say more than its name, each once."""
    function, found = label.split(" :")[0], {}
    for line in _COLOURS.sub("", told).splitlines():
        line = re.sub(rf"^✔?\s*(?:{re.escape(function)}\b(?: \([^()]*point[^()]*\))?(?: :)?)?\s*", "", line.strip())
        if re.search(r"\w", line):
            found[line[0].lower() + line[1:]] = None
    return " ".join(found)


def _numbers_apart(text):
    """A message without its arrays, and these as tables: what came beside what was expected."""
    found = _CAME.search(text)
    tables = found and [_rows(part) for part in found.group(2, 3)]
    if not found or None in tables:
        return text, ()
    short = f"{text[: found.start()]}renvoie {found[1] or ''}d’autres nombres{text[found.end() :]}"
    return short, tuple(zip(("renvoyé", "attendu"), tables, strict=True))


def _rows(text):
    """The rows of a small array written out, numbers in French; None where it is no such thing."""
    try:
        array = np.asarray(ast.literal_eval(text), dtype=float)
    except (SyntaxError, TypeError, ValueError):
        return None
    if array.ndim not in (1, 2) or max(array.shape) > FEW or not array.size:
        return None
    return [[f"{value:.4g}".replace("-", "−").replace(".", ",") for value in row] for row in np.atleast_2d(array)]
