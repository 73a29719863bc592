"""A student's notebook in each broken form: mended, or refused with a reason."""

import json

import engine_lab as lab
import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_admin.marking.engine import submission
from course_admin.marking.engine.submission import Unreadable, grade_id, read


def cells(merged):
    return json.loads(merged.notebook)["cells"]


def ids(merged):
    return [grade_id(cell) for cell in cells(merged) if grade_id(cell)]


def changed(change):
    """The honest submission after `change(cells)`, merged."""
    work = json.loads(lab.notebook())
    change(work["cells"])
    return read(json.dumps(work).encode(), lab.source())


def find(work, name):
    return next(cell for cell in work if grade_id(cell) == name)


ORDER = [name for answer in lab.ANSWERS for name in (answer, f"test_{answer}")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "vide"),
        (b"  \n", "vide"),
        (b"PK\x03\x04 a zip", "n’est pas un carnet"),
        (b"[1, 2]", "pas un carnet"),
        (b"{}", "pas de liste de cellules"),
        (b'{"cells": 3}', "pas de liste de cellules"),
        (b'{"cells": [', "n’est pas un carnet"),
        (b"[" * 200_000, "n’est pas un carnet"),
        (b'{"a": \n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> x\n}', "conflit git"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "Git LFS"),
        (b" " * (101 << 20), "101 Mo"),
        (json.dumps({"cells": [{"cell_type": "markdown", "source": "a" * (21 << 20)}]}).encode(), "Sans ses sorties"),
        (json.dumps({"cells": [{"cell_type": "code", "source": "a" * 600_000}]}).encode(), "500000 caractères"),
        (json.dumps({"cells": [{"cell_type": "raw", "source": ""}] * 2001}).encode(), "2001 cellules"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"worksheets": [3], "nbformat": 3}', "ancien format"),
    ],
)
def test_unreadable_says_why(data, reason):
    with pytest.raises(Unreadable, match=reason):
        read(data, lab.source())


def test_an_honest_notebook_keeps_its_answers_and_gets_our_tests():
    merged = read(lab.notebook(first="x = 1"), lab.source())
    assert ids(merged) == ORDER
    assert merged.remarks == ()
    assert [test.grade_id for test in merged.tests] == [name for name in ORDER if name.startswith("test_")]
    assert "import numpy as np" in merged.tests[0].imports
    assert find(cells(merged), "test_double")["source"] == lab.TESTS["double"]
    nbformat.validate(nbformat.reads(merged.notebook.decode(), 4))


def test_deleted_cells_are_put_back_in_their_place():
    merged = changed(lambda work: [work.remove(find(work, name)) for name in ("test_double", "center", "test_draw")])
    assert ids(merged) == ORDER
    assert find(cells(merged), "center")["source"] == ""
    assert any("« test_double »" in remark for remark in merged.remarks)


def test_the_first_of_duplicates_keeps_the_id():
    def change(work):
        work.insert(3, dict(find(work, "double"), source="again = 1"))
        work.insert(6, dict(find(work, "test_double")))

    merged = changed(change)
    assert ids(merged) == ORDER
    assert [cell["source"] for cell in cells(merged)].count("again = 1") == 1
    assert len({cell["id"] for cell in cells(merged)}) == len(cells(merged))


def test_retyped_cells_and_changed_points_are_ours_again():
    def change(work):
        find(work, "double")["cell_type"] = "markdown"
        find(work, "test_center").update(cell_type="raw", source="")
        find(work, "test_double")["metadata"]["nbgrader"].update(points=99, grade=False, solution=True)
        find(work, "center")["metadata"]["nbgrader"]["points"] = 7

    merged = changed(change)
    assert {cell["cell_type"] for cell in cells(merged) if grade_id(cell)} == {"code"}
    assert [test.points for test in merged.tests] == [1, 1, 1, 1]
    assert "points" not in find(cells(merged), "center")["metadata"]["nbgrader"]


def test_a_test_moved_above_its_answer_comes_back():
    merged = changed(lambda work: work.insert(0, work.pop(work.index(find(work, "test_draw")))))
    assert ids(merged).index("test_draw") == ids(merged).index("draw") + 1


def test_lost_metadata_puts_the_tests_below_all_that_the_student_wrote():
    def change(work):
        for cell in work:
            cell["metadata"] = {}

    merged = changed(change)
    names = [grade_id(cell) for cell in cells(merged)]
    assert [name for name in names if name] == ORDER
    assert None not in names[names.index("test_double") :]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_other_encodings_are_converted(encoding):
    work = json.loads(lab.notebook(first="# élève"))
    merged = read(json.dumps(work, ensure_ascii=False).encode(encoding), lab.source())
    assert "# élève" in [cell["source"] for cell in cells(merged)]


def test_old_formats_and_foreign_kernels_are_read():
    work = nbformat.reads(lab.notebook().decode(), 4)
    old = nbformat.writes(nbformat.convert(work, 3), 3).encode()
    assert ids(read(old, lab.source())) == ORDER
    foreign = json.loads(lab.notebook())
    foreign.update(metadata={"kernelspec": {"name": "ir", "language": "R"}}, nbformat=9)
    merged = json.loads(read(json.dumps(foreign).encode(), lab.source()).notebook)
    assert merged["metadata"]["kernelspec"]["name"] == "python3" and merged["nbformat"] == 4


def test_forged_outputs_are_dropped():
    def change(work):
        for cell in work:
            if cell["cell_type"] == "code":
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "20/20"}]

    assert b"20/20" not in changed(change).notebook


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "code", 3]),
        "id": ANYTHING,
        "source": st.text(max_size=20) | ANYTHING,
        "outputs": ANYTHING,
        "attachments": ANYTHING,
        "metadata": ANYTHING
        | st.fixed_dictionaries({"nbgrader": ANYTHING | st.fixed_dictionaries({"grade_id": st.sampled_from(ORDER)})}),
    },
)


@settings(max_examples=150, deadline=None)
@given(st.lists(CELL | ANYTHING, max_size=12))
def test_any_list_of_cells_becomes_a_valid_notebook_with_all_tests(work):
    merged = read(json.dumps({"cells": work}).encode(), lab.source())
    assert sorted(ids(merged)) == sorted(ORDER)
    nbformat.validate(nbformat.reads(merged.notebook.decode(), 4))
    for name in lab.TESTS:
        assert find(cells(merged), f"test_{name}")["source"] == lab.TESTS[name]


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    try:
        read(data, lab.source())
    except submission.Unreadable as reason:
        assert str(reason).endswith(".")


def test_a_notebook_heavy_with_outputs_is_read():
    work = json.loads(lab.notebook())
    light = [cell["source"] for cell in work["cells"]]
    image = {"output_type": "display_data", "data": {"image/png": "A" * (28 << 20)}, "metadata": {}}
    work["cells"][1]["outputs"] = [image]
    heavy = cells(read(json.dumps(work).encode(), lab.source()))
    assert len(heavy) == len(light) and not any(cell.get("outputs") for cell in heavy)
