import json

from course_admin.tell import similarity

LOOP = """\
def mse(y_pred, y):
    total = 0
    for a, b in zip(y_pred, y):
        total += (a - b) ** 2
    return total / len(y)"""
COPY = """\
def mse(p, q):
    # my own work
    s = 0
    for u, v in zip(p, q):
        s += (u - v) ** 2
    return s / len(q)"""
OTHER = """\
import numpy as np


def mse(y_pred, y):
    difference = np.asarray(y_pred) - np.asarray(y)
    return float(np.square(difference).mean())"""
THIRD = """\
def mse(y_pred, y):
    return sum(abs(a - b) * abs(a - b) for a, b in zip(y_pred, y, strict=True)) / float(len(y_pred))"""


def notebook(*sources):
    cells = [
        {"cell_type": "code", "source": text, "metadata": {"nbgrader": {"solution": True, "grade_id": f"ex{number}"}}}
        for number, text in enumerate(sources)
    ]
    return json.dumps({"cells": cells})


def alike(**works):
    return similarity.pairs({owner: similarity.answers(notebook(text)) for owner, text in works.items()})


def test_a_copy_under_other_names_is_found_and_shown_line_by_line():
    (pair,) = alike(ana=LOOP, bob=COPY, cyd=OTHER, dan=THIRD)
    assert (pair.first, pair.second) == ("ana", "bob") and pair.score > 0.9
    ((_, left, right),) = pair.cells
    assert ("        total += (a - b) ** 2", True) in left
    assert ("    # my own work", False) in right


def test_what_the_release_gave_is_not_compared():
    given = "def helper(x):\n    y = x + 1\n    return y * y\n"
    released = notebook(given)
    works = {owner: similarity.answers(notebook(given + text), released) for owner, text in (("a", LOOP), ("b", OTHER))}
    assert similarity.pairs(works) == []
    assert "helper" not in works["a"]["ex0"]


def test_what_everybody_writes_weighs_little():
    shared = (
        "def setup(values):\n    first, second = values[0], values[1]\n    return [first, second, first + second]\n"
    )
    assert alike(a=shared + LOOP, b=shared + OTHER, c=shared + THIRD) == []


def test_empty_and_broken_sources_are_compared_with_nothing():
    assert alike(a="", b="def f(:\n", c="(((") == []


def test_other_years_are_compared_with_this_one_and_not_with_one_another():
    now = {"ana": similarity.answers(notebook(LOOP)), "bob": similarity.answers(notebook(OTHER))}
    then = {name: similarity.answers(notebook(COPY)) for name in ("eve (2026)", "zoe (2026)")}
    found = {(pair.first, pair.second) for pair in similarity.pairs(now, then)}
    assert found == {("ana", "eve (2026)"), ("ana", "zoe (2026)")}
