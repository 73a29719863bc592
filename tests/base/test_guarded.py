"""A stranger's bytes are read in bounded memory and time, whatever they are, and the next reading goes on."""

import json
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_admin.base import guarded
from course_admin.collect.notebooks import light_cells
from course_admin.marking.engine import submission
from course_admin.tell import similarity

KEYS = (
    "cells",
    "metadata",
    "nbgrader",
    "grade_id",
    "source",
    "cell_type",
    "id",
    "attachments",
    "outputs",
    "worksheets",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(), inner, max_size=4),
    max_leaves=20,
)
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "x", 1]),
        "source": JSON,
        "metadata": JSON | st.fixed_dictionaries({"nbgrader": JSON}),
        "id": JSON | st.sampled_from(["cellule-0", "cellule-0-bis", "a" * 64]),
        "attachments": JSON,
    },
)
SOURCE = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def test_what_takes_too_long_or_too_much_is_one_failure():
    began = time.monotonic()
    with pytest.raises(guarded.Failed):
        guarded.call(eval, "all(iter(int, 1)) or [0 for _ in iter(int, 1)]", seconds=1)
    with pytest.raises(guarded.Failed):
        guarded.call(eval, "[0] * (1 << 40)")
    with pytest.raises(guarded.Failed):
        guarded.call(eval, "[bytearray(b'x' * (64 << 20)) for _ in range(100)]")
    with pytest.raises(guarded.Failed):
        guarded.call(eval, "__import__('os')._exit(0)")
    with pytest.raises(guarded.Failed):
        guarded.call(eval, "object()")
    with pytest.raises(guarded.Failed) as told:
        guarded.call(eval, "1 / 0")
    assert told.value.kind == "ZeroDivisionError"
    assert guarded.call(eval, "(1, b'x', {2.5}, None)") == (1, b"x", {2.5}, None)
    assert time.monotonic() - began < 300


def test_a_large_command_keeps_its_workers():
    """A process inherits the high-water mark of the one that starts it: that must not make it look grown."""
    ballast = bytearray(b"x") * (600 << 20)
    guarded.call(eval, "1")
    kept = {worker.process.pid for worker in guarded._idle}
    guarded.call(eval, "1")
    assert len(ballast) and {worker.process.pid for worker in guarded._idle} == kept and kept


def test_threads_share_a_few_workers():
    found, threads = [], []
    for number in range(20):
        threads.append(threading.Thread(target=lambda n=number: found.append(guarded.call(eval, f"{n} + 1"))))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 21))
    assert len(guarded._idle) <= guarded.AT_ONCE


@settings(deadline=None)
@given(st.lists(CELL | JSON, max_size=5) | JSON, JSON)
def test_any_notebook_is_read_or_refused(cells, metadata):
    content = json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4}).encode("utf-8", "replace")
    found, reason, _ = guarded.call(light_cells, content)
    assert (found is None) == bool(reason)
    try:
        merged = submission.read_guarded(content, SOURCE)
    except submission.Unreadable as refused:
        assert str(refused)
    else:
        ids = [cell["id"] for cell in json.loads(merged.notebook)["cells"]]
        assert len(ids) == len(set(ids))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    found, reason, _ = guarded.call(light_cells, content)
    assert (found is None) == bool(reason)


HEAVY = {
    "lists": b'{"cells": [' + b"[[[[[[[[]]]]]]]]," * 300_000 + b"0]}",
    "deep": b'{"cells": ' + b"[" * 500_000 + b"]" * 500_000 + b"}",
    "old": b'{"worksheets": [' + b'{"cells": [{"cell_type": "heading"}]},' * 200_000 + b"0]}",
    "numbers": b'{"cells": [' + b"9" * 5_000_000 + b"]}",
    "ids": json.dumps({"cells": [{"cell_type": "raw", "source": "", "id": "a"} for _ in range(1999)]}).encode(),
    "colliding ids": json.dumps(
        {"cells": [{"cell_type": "raw", "source": "", "id": ("a" * 60 + "-bis")} for _ in range(4)]}
    ).encode(),
    "terms": json.dumps({"cells": [{"cell_type": "code", "source": "x = " + "1+" * 60_000 + "1"}]}).encode(),
    "classes": json.dumps({"cells": [{"cell_type": "code", "source": "class a: 0\n" * 30_000}]}).encode(),
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_notebooks_cost_their_own_row(name):
    for read in (lambda: guarded.call(light_cells, HEAVY[name]), lambda: submission.read_guarded(HEAVY[name], SOURCE)):
        began = time.monotonic()
        try:
            read()
        except (guarded.Failed, submission.Unreadable) as refused:
            assert str(refused)
        assert time.monotonic() - began < guarded.SECONDS * guarded.WALL


def test_a_source_on_which_the_lexer_is_slow_is_left_out():
    honest = {"ex": "def f(x):\n    return [x + i for i in range(10)]\n" * 3}
    works = {"ana": honest, "bob": dict(honest), "mal": {"ex": '"' + "\\" * 200_000}}
    assert [(pair.first, pair.second) for pair in similarity.pairs(works)] == [("ana", "bob")]
