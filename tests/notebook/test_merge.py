"""The one merge: each way in which a class loses, copies or moves cells, with nothing that was written lost."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course_utils.notebook import choice, reading
from course_utils.notebook.cell import grade_id, read
from course_utils.notebook.merge import merge


def code(source, id=None, **noted):
    metadata = {"nbgrader": noted} if noted else {}
    return read({"cell_type": "code", "source": source, "metadata": metadata} | ({"id": id} if id else {}))


def words(source, id=None, **noted):
    return code(source, id, **noted) | {"cell_type": "markdown"}


STUB = "Votre réponse ici."
OURS = [
    words("# TP", "titre"),
    code("import numpy as np", "importations"),
    code("def f(x):\n    raise NotImplementedError", "f", grade_id="f", solution=True),
    code("check(f)", "test_f", grade_id="test_f", grade=True, locked=True, points=1),
    code("data = np.arange(3)", "data"),
    code("def g(x):\n    raise NotImplementedError", "g", grade_id="g", solution=True),
    code("check(g)", "test_g", grade_id="test_g", grade=True, locked=True, points=1),
    words("Expliquez.", "question"),
    words(STUB, "essay", grade_id="essay", grade=True, solution=True, points=1),
    words("Fin.", "fin"),
]
F, G, ESSAY = "def f(x):\n    return x", "def g(x):\n    return 2 * x", "Parce que le pas est trop grand."


def solved():
    cells = copy.deepcopy(OURS)
    for name, source in (("f", F), ("g", G), ("essay", ESSAY)):
        find(cells, name)["source"] = source
    return cells


def find(cells, name):
    return next(cell for cell in cells if name in (grade_id(cell), cell.get("id")))


def untag(cells, *names):
    for name in names:
        find(cells, name)["metadata"] = {}


def loses_tags_and_ids(cells):
    for cell in cells:
        cell["metadata"] = {}
        cell.pop("id", None)


def tags_lost_in_place(cells):
    untag(cells, "f", "test_f")


def retyped_below(cells):
    find(cells, "f")["source"] = OURS[2]["source"]
    cells.insert(4, code(F))


def retyped_at_the_end(cells):
    find(cells, "f")["source"] = OURS[2]["source"]
    cells.append(code(F))


def answered_in_the_copy(cells):
    cells.insert(3, copy.deepcopy(find(cells, "f")))
    find(cells, "f")["source"] = OURS[2]["source"]


def deleted_imports(cells):
    cells.remove(find(cells, "importations"))


def imports_with_something_above(cells):
    find(cells, "importations")["source"] = "import seaborn\nimport numpy as np"


def imports_moved_to_the_end(cells):
    cells.append(cells.pop(1))


def checks_above(cells):
    cells.insert(0, cells.pop(3))


def essay_below(cells):
    find(cells, "essay")["source"] = STUB
    cells.insert(9, words(ESSAY))


def essay_in_code(cells):
    find(cells, "essay")["source"] = STUB
    cells.insert(9, code(ESSAY))


def essay_in_the_question(cells):
    find(cells, "essay")["source"] = STUB
    find(cells, "question")["source"] = f"Expliquez.\n\n{ESSAY}"


def essay_in_place_of_the_cell(cells):
    find(cells, "essay").update(metadata={}, id="other")


def essay_deleted_and_retyped(cells):
    cells.remove(find(cells, "essay"))
    cells.insert(8, words(ESSAY))


DAMAGES = [
    loses_tags_and_ids, tags_lost_in_place, retyped_below, retyped_at_the_end, answered_in_the_copy, deleted_imports,
    imports_with_something_above, imports_moved_to_the_end, checks_above, essay_below, essay_in_code,
    essay_in_the_question, essay_in_place_of_the_cell, essay_deleted_and_retyped,
]  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_answer_is_found_and_every_test_below_it(damage):
    cells = solved()
    damage(cells)
    before = copy.deepcopy(cells)
    merged = merge(cells, OURS)
    assert cells == before
    names = [grade_id(cell) for cell in merged.cells if grade_id(cell)]
    assert sorted(names) == sorted(grade_id(cell) for cell in OURS if grade_id(cell))
    assert (find(merged.cells, "f")["source"], find(merged.cells, "g")["source"]) == (F, G)
    assert ESSAY in find(merged.cells, "essay")["source"]
    assert names.index("f") < names.index("test_f") and names.index("g") < names.index("test_g")
    sources = [cell["source"] for cell in merged.cells]
    assert sources.index("import numpy as np") < sources.index(F)
    assert sources.index("data = np.arange(3)") < sources.index(G)
    assert choice.answered(cells, OURS) == {"f", "g", "essay"}
    again = merge(merged.cells, OURS)
    assert again.repairs == () and again.cells == merged.cells


def test_what_is_as_released_stays_as_it_is():
    for cells in (OURS, solved(), [*solved(), code("1 + 1", "mine")]):
        assert merge(cells, OURS).cells == cells and merge(cells, OURS).repairs == ()


def test_a_line_added_below_our_imports_is_no_damage():
    cells = solved()
    find(cells, "importations")["source"] += "\nimport math"
    assert merge(cells, OURS).cells == cells


def test_a_blank_essay_stays_blank_beside_code():
    cells = [*OURS[:9], code("plot(1)"), *OURS[9:]]
    assert find(merge(cells, OURS).cells, "essay")["source"] == STUB


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from([grade_id(cell) for cell in OURS if grade_id(cell)] + ["x"])
SOURCES = st.sampled_from([cell["source"] for cell in [*OURS, *solved()]] + ["%%bash\nls", "1 +", ""])
TAG = st.fixed_dictionaries({"grade_id": NAMES})
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | ANYTHING,
        "id": st.sampled_from([cell["id"] for cell in OURS]) | ANYTHING,
        "source": SOURCES | ANYTHING,
        "metadata": ANYTHING
        | st.fixed_dictionaries({"nbgrader": ANYTHING | st.fixed_dictionaries({"grade_id": NAMES})}),
    },
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CELL | ANYTHING, max_size=14))
def test_whatever_the_json_nothing_is_lost_and_merging_again_adds_nothing(cells):
    found = reading.read(json.dumps({"cells": cells}).encode())
    merged = merge(found.cells, OURS)
    names = [grade_id(cell) for cell in merged.cells if grade_id(cell)]
    assert sorted(names) == sorted(grade_id(cell) for cell in OURS if grade_id(cell))
    kept = {cell["source"] for cell in merged.cells}
    ours = {cell["source"] for cell in OURS}
    locked = {id(cell) for cell in found.cells if grade_id(cell) and str(grade_id(cell)).startswith("test_")}
    for cell in found.cells:
        lost_text = cell["source"].strip() and not any(cell["source"].strip() in one for one in kept | ours)
        assert not lost_text or id(cell) in locked or cell.get("id") in ("test_f", "test_g"), cell
    once = reading.read(reading.dump({"cells": merged.cells}))
    assert len(merge(once.cells, OURS).cells) == len(merged.cells)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=120) | ANYTHING.map(lambda value: json.dumps(value).encode()))
def test_any_file_is_read_or_refused_in_a_sentence(data):
    try:
        reading.read(data)
    except reading.Unreadable as reason:
        assert str(reason).endswith(".")
