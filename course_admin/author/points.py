"""The plan of a TP as its notebook tells it: exercises, minutes, and what each test cell is worth.

Points are typed once, in the cells' nbgrader metadata, and minutes in the exercises' headings; `author.freeze` writes
what is read here to `checks/tpN/points.json`, for each ✔ and for `progress.bilan`.
"""

import ast
import json
import re

from course_utils import handin
from course_utils.notebook import cell as cells

_HEADING = re.compile(r"^## (\d+)\s·\s(.+?)\s\((\d+)\smin\b", re.MULTILINE)


def points_of(tp, notebook, checks):
    """The text of `points.json`, from a notebook's bytes and the module of its checks. Raises ValueError."""
    exercises = []
    for cell in handin.parse(notebook)["cells"]:
        headings = _HEADING.findall(cells.text(cell)) if cell["cell_type"] == "markdown" else ()
        for number, title, minutes in headings:
            title = title.removesuffix(", par écrit")
            exercises.append(
                {"number": int(number), "title": title, "minutes": int(minutes), "cells": [], "by_hand": 0}
            )
        if cells.is_by_hand(cell):
            exercises[-1]["by_hand"] += cells.tag(cell)["points"]
        elif cells.is_test(cell):
            exercises[-1]["cells"].append(_cell(tp, cell, checks))
    kept = [exercise for exercise in exercises if exercise["cells"] or exercise["by_hand"]]
    return "[\n" + ",\n".join(json.dumps(exercise, ensure_ascii=False) for exercise in kept) + "\n]\n"


def _cell(tp, cell, checks):
    """Which question a test cell puts, and its points."""
    source = cells.text(cell).partition("### BEGIN HIDDEN")[0]
    (call,) = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    check = getattr(checks, call.func.id)
    asked = {question.name for question in check.questions}.intersection(word.arg for word in call.keywords)
    if len(asked) != 1:
        raise ValueError(f"{tp}: a test cell puts one question, and {cells.grade_id(cell)} puts {sorted(asked)}")
    return {"check": call.func.id, "keyword": asked.pop(), "points": cells.tag(cell)["points"]}
