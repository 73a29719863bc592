"""More notebooks to withstand: nearly JSON, or JSON that is nearly a notebook. Registered as repositories."""

import copy
import io
import json
import zipfile

from hostile_notebooks import grade_id, hand_in
from hostile_repositories import MARKUP, repository


def text_of(notebook):
    return json.dumps(notebook, ensure_ascii=False)


@repository(None)
def an_empty_file(course, place, solved):
    hand_in(course, place, b"")


@repository(None)
def a_file_of_zeros(course, place, solved):
    hand_in(course, place, b"\0" * 60_000)


@repository(None)
def no_notebook_but_null(course, place, solved):
    hand_in(course, place, b"null")


@repository(None)
def no_notebook_but_a_number(course, place, solved):
    hand_in(course, place, b"1e999999")


@repository(None)
def no_notebook_but_a_text(course, place, solved):
    hand_in(course, place, json.dumps(text_of(solved)).encode())


@repository(None)
def a_list_of_notebooks(course, place, solved):
    hand_in(course, place, json.dumps([solved, solved]).encode())


@repository("4")
def with_a_mark_of_bytes(course, place, solved):
    hand_in(course, place, b"\xef\xbb\xbf\xef\xbb\xbf" + text_of(solved).encode())


@repository("4")
def utf_16_without_a_mark(course, place, solved):
    hand_in(course, place, text_of(solved).encode("utf-16-le"))


@repository("4")
def utf_32(course, place, solved):
    hand_in(course, place, text_of(solved).encode("utf-32"))


@repository("4")
def of_latin_1(course, place, solved):
    hand_in(course, place, text_of(solved).replace("’", "'").encode("cp1252", "replace"))


@repository(None)
def cut_in_half(course, place, solved):
    text = text_of(solved).encode()
    hand_in(course, place, text[: len(text) // 2])


@repository(None)
def with_marks_of_a_conflict(course, place, solved):
    lines = json.dumps(solved, indent=1).split("\n")
    lines[20:20] = ["<<<<<<< HEAD", *lines[20:24], "=======", *lines[20:24], ">>>>>>> origin/main"]
    hand_in(course, place, "\n".join(lines).encode())


@repository(None)
def with_commas_and_comments(course, place, solved):
    hand_in(course, place, (text_of(solved)[:-1] + ", /* x */}").encode())


@repository(None)
def two_notebooks_in_one(course, place, solved):
    hand_in(course, place, text_of(solved).encode() * 2)


@repository(None)
def an_archive(course, place, solved):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("petit.ipynb", text_of(solved))
        archive.writestr("x", b"\0" * (64 << 20))
    hand_in(course, place, buffer.getvalue())


@repository(None)
def a_web_page(course, place, solved):
    hand_in(course, place, f"<!doctype html><title>{MARKUP}</title>".encode())


@repository("4")
def integers_without_end(course, place, solved):
    hand_in(course, place, (text_of(solved)[:-1] + ', "x": ' + "9" * 100_000 + "}").encode())


@repository("4")
def floats_without_end(course, place, solved):
    hand_in(course, place, (text_of(solved)[:-1] + ', "x": 0.' + "9" * 1_000_000 + "e-99999999}").encode())


@repository(None)
def nested_without_end(course, place, solved):
    deep = "[" * 100_000 + "]" * 100_000
    hand_in(course, place, (text_of(solved)[:-1] + f', "x": {deep}}}').encode())


@repository(None)
def objects_nested_without_end(course, place, solved):
    deep = '{"a":' * 100_000 + "1" + "}" * 100_000
    hand_in(course, place, (text_of(solved)[:-1] + f', "metadata": {deep}}}').encode())


@repository("4")
def nested_just_below_the_end(course, place, solved):
    deep = "[" * 900 + "]" * 900
    hand_in(course, place, (text_of(solved)[:-1] + f', "x": {deep}}}').encode())


@repository("4")
def keys_of_any_kind(course, place, solved):
    extra = {"\ud800": 1, "\0": 2, "": 3, "__class__": 4, "a" * 100_000: 5, "\u202e": 6, MARKUP: 7}
    for cell in solved["cells"]:
        cell["metadata"] |= extra
    hand_in(course, place, json.dumps(solved | extra).encode())


@repository(None)
def of_format_3(course, place, solved):
    cells = []
    for cell in copy.deepcopy(solved["cells"]):
        if cell["cell_type"] == "code":
            cell |= {"input": cell.pop("source"), "language": "python", "prompt_number": 10**30, "collapsed": MARKUP}
        cells.append(cell)
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": MARKUP}, "worksheets": [{"cells": cells}, {}, 3]}
    hand_in(course, place, old)


@repository("4")
def of_format_5(course, place, solved):
    hand_in(course, place, solved | {"nbformat": 5, "nbformat_minor": -1})


@repository("4")
def of_format_nothing(course, place, solved):
    hand_in(course, place, {"cells": solved["cells"]})


@repository("4")
def of_format_text(course, place, solved):
    hand_in(course, place, solved | {"nbformat": "4.5", "nbformat_minor": [MARKUP]})


@repository(None)
def cells_that_are_a_dict(course, place, solved):
    hand_in(course, place, solved | {"cells": dict(enumerate(solved["cells"]))})


@repository(None)
def cells_that_are_null(course, place, solved):
    hand_in(course, place, solved | {"cells": None})


@repository("4")
def cells_without_their_parts(course, place, solved):
    extra = [{}, {"cell_type": "code"}, {"source": "raise"}, {"metadata": {}}, {"cell_type": MARKUP, "source": "x"},
             {"cell_type": ["code"], "source": "x"}, {"cell_type": None}, {"cell_type": "heading", "level": 9e9},
             {"cell_type": "raw"}, {"cell_type": "code", "source": None, "outputs": None}]  # fmt: skip
    hand_in(course, place, solved | {"cells": extra + solved["cells"] + extra})


@repository("4")
def ids_that_collide(course, place, solved):
    for cell in solved["cells"]:
        cell["id"] = "titre"
    extra = [{"cell_type": "code", "id": f"cell-{n}", "metadata": {}, "source": "", "outputs": []} for n in range(300)]
    hand_in(course, place, solved | {"cells": extra + solved["cells"], "nbformat_minor": 5})


@repository("4")
def answers_in_other_types(course, place, solved):
    """The written answer in a code cell, and metadata of nbgrader's where none are due."""
    for cell in solved["cells"]:
        if grade_id(cell) == "ex10_reponse":
            cell |= {"cell_type": "code", "outputs": [], "source": "while True: pass"}
    hand_in(course, place, solved)


@repository("4")
def lines_that_end_otherwise(course, place, solved):
    for cell in solved["cells"]:
        cell["source"] = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        cell["source"] = cell["source"].replace("\n", "\r\n")
    extra = {
        "cell_type": "code",
        "metadata": {},
        "source": "a = 1\x0bb\x0c\x1c\x1d\x1e\x85\u2028\u2029\0c",
        "outputs": [],
    }
    hand_in(course, place, solved | {"cells": [*solved["cells"], extra]})


@repository("4")
def counts_without_end(course, place, solved):
    shown = [
        {"output_type": "execute_result", "execution_count": 10**4000, "data": {"a": [[[[]]]] * 1000}, "metadata": 1}
    ]
    for cell in solved["cells"]:
        cell |= {"execution_count": -(10**4000), "outputs": shown}
    hand_in(course, place, solved)


@repository("4")
def grade_ids_of_others(course, place, solved):
    """Answers that claim to be tests, tests that claim to be answers, and each of them twice in other capitals."""
    extra = []
    for cell in solved["cells"]:
        if "nbgrader" in cell["metadata"]:
            other = copy.deepcopy(cell)
            other["metadata"]["nbgrader"]["grade_id"] = grade_id(cell).upper() + "\u200b"
            other["source"] = "raise SystemExit"
            extra.append(other)
    hand_in(course, place, solved | {"cells": [*solved["cells"], *extra]})


@repository("4")
def a_picture_without_end(course, place, solved):
    huge = {"a.png": {"image/png": "A" * 5_000_000}}
    shown = {"cell_type": "markdown", "metadata": {}, "source": "![x](attachment:a.png)" * 1000, "attachments": huge}
    hand_in(course, place, solved | {"cells": [*solved["cells"], shown]})


@repository("4")
def an_answer_without_end(course, place, solved):
    for cell in solved["cells"]:
        if grade_id(cell) == "ex10_reponse":
            cell["source"] = "é=1+1 [/x] <b> " * 200_000
    hand_in(course, place, solved)


@repository("4")
def an_answer_of_one_character(course, place, solved):
    for cell in solved["cells"]:
        if grade_id(cell) == "ex10_reponse":
            cell["source"] = "\u0300" * 50_000 + "\u202e" + "﷽" * 1000
    hand_in(course, place, solved)
