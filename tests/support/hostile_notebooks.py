"""Notebooks to withstand: odd JSON, cells that claim to be others', files beside them. Registered as repositories."""

import copy
import json

from hostile_repositories import ANSI, MARKUP, NOTEBOOK, commit, repository, write


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def hand_in(course, place, notebook, path=NOTEBOOK):
    write(place, notebook, path)
    commit(place, course=course)


@repository("4")
def keys_that_come_twice(course, place, solved):
    text = json.dumps(solved)
    hand_in(course, place, ('{"cells": [1], "metadata": 3, "nbformat": "x", ' + text[1:]).encode())


@repository("4")
def numbers_that_are_none(course, place, solved):
    text = json.dumps(solved | {"nbformat_minor": 10**400, "x": float("nan")})
    hand_in(course, place, text.replace('"metadata": {}', '"metadata": {"a": 1e999, "b": -Infinity}').encode())


@repository("4")
def points_of_ones_own(course, place, solved):
    for cell in solved["cells"]:
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"points": 1e9, "grade": True, "locked": False, "schema_version": -1}
    hand_in(course, place, solved)


@repository("4")
def tests_of_ones_own(course, place, solved):
    extra = []
    for number, points in enumerate((100, -100, float("nan"), "9", None, [9])):
        settings = {"grade_id": f"test_ex{number}", "grade": True, "solution": False, "locked": True, "points": points}
        extra.append({"cell_type": "code", "metadata": {"nbgrader": settings}, "source": "", "outputs": []})
    hand_in(course, place, solved | {"cells": solved["cells"] + extra})


@repository("4")
def ids_of_any_kind(course, place, solved):
    names = ("../../x", "=1+1", MARKUP, ANSI, "__proto__", "", "a" * 100_000, 5, None, ["a"], {"a": 1}, True, "\ud800")
    extra = [
        {"cell_type": "code", "id": name, "metadata": {"nbgrader": {"grade_id": name, "solution": True}}, "source": ""}
        for name in names
    ]
    hand_in(course, place, json.dumps(solved | {"cells": solved["cells"] + extra}).encode())


@repository("4")
def the_same_cell_a_thousand_times(course, place, solved):
    tests = [cell for cell in solved["cells"] if grade_id(cell).startswith("test_")]
    extra = [copy.deepcopy(tests[0]) | {"source": "raise SystemExit"} for _ in range(1000)]
    hand_in(course, place, solved | {"cells": solved["cells"] + extra})


@repository("4")
def tests_that_pass_by_themselves(course, place, solved):
    for cell in solved["cells"]:
        if grade_id(cell).startswith("test_"):
            cell |= {"cell_type": "raw", "source": ["pass"], "outputs": [{"output_type": "stream", "text": "✔"}]}
    hand_in(course, place, solved)


@repository("0")
def sources_that_are_no_texts(course, place, solved):
    for cell in solved["cells"]:
        cell["source"] = {"a": [cell["source"], None, 3.5]}
    hand_in(course, place, solved)


@repository("4")
def sources_in_a_million_pieces(course, place, solved):
    for cell in solved["cells"]:
        cell["source"] = list(cell["source"])
    shown = {"cell_type": "markdown", "metadata": {}, "source": ["x"] * 500_000}
    hand_in(course, place, solved | {"cells": [*solved["cells"], shown]})


@repository("4")
def markdown_that_is_slow(course, place, solved):
    slow = ("![" * 3000, "[" * 5000 + "](" * 5000, "*a_" * 5000, "`" * 9999 + "a", "> " * 3000 + "x", "<" * 50_000,
            "|a" * 3000 + "\n" + "|-" * 3000, "&#" * 9000, "- " * 3000, "$" * 9999, "\\[" * 9999)  # fmt: skip
    extra = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in slow]
    for cell in solved["cells"]:
        if grade_id(cell) == "ex10_reponse":
            cell["source"] = "\n\n".join(slow)
    hand_in(course, place, solved | {"cells": solved["cells"] + extra})


@repository("4")
def sources_that_are_slow(course, place, solved):
    slow = ('"' + "\\" * 100_000, "(" * 90_000, "f'{" * 500, "x = " + "-" * 50_000 + "1", "a." * 90_000 + "b",
            "\n".join(" " * n + "if 1:" for n in range(300)), "'" * 99_999, "%" * 50_000, "!" * 9999, "?" * 9999,
            "lambda: " * 20_000 + "0", "[0 for _ in " * 3000, "\f" * 9999, "\r" * 9999, "@" * 9999,
            "\\\n" * 9999)  # fmt: skip
    extra = [{"cell_type": "code", "metadata": {}, "source": text, "outputs": []} for text in slow]
    hand_in(course, place, solved | {"cells": solved["cells"] + extra})


@repository(None)
def not_json_at_all(course, place, solved):
    hand_in(course, place, b"\x1f\x8b\x08\0" + bytes(range(256)) * 4000)


@repository("4")
def utf_16_with_a_mark(course, place, solved):
    hand_in(course, place, json.dumps(solved, ensure_ascii=False).encode("utf-16"))


@repository("4")
def a_folder_named_as_the_notebook(course, place, solved):
    (place / NOTEBOOK).unlink()
    hand_in(course, place, b"x", f"{NOTEBOOK}/petit.ipynb/a")


@repository("4")
def modules_beside_the_notebook(course, place, solved):
    ends = b"import os\nos._exit(0)\n"
    for name in ("course_utils/__init__.py", "course_utils/checks/record.py", "codec.py", "worker.py", "confine.py",
                 "judge.py", "usercustomize.py", "sitecustomize.py", "json.py", "numpy/__init__.py", "IPython.py",
                 ".ipython/profile_default/startup/0.py", "matplotlibrc", ".env", "policies.py", "shell_lines.py",
                 "conftest.py", "nbgrader_config.py",
                 "jupyter_config.py", "course.toml", "records/secret"):  # fmt: skip
        write(place, ends, f"notebooks/tp/tp1/{name}")
        write(place, ends, name)
    commit(place, course=course)


@repository("4")
def a_disk_beside_the_notebook(course, place, solved):
    for number in range(12):
        write(place, b"\0" * (8 << 20), f"notebooks/tp/tp1/data{number}.csv")
    commit(place, course=course)


@repository("4")
def metadata_of_any_kind(course, place, solved):
    solved["metadata"] = [MARKUP]
    for number, cell in enumerate(solved["cells"]):
        if "nbgrader" not in cell["metadata"]:
            cell["metadata"] = (None, 3, "x", [1], {"nbgrader": None}, {"nbgrader": [1]}, {"tags": "x"})[number % 7]
        cell["attachments"] = cell["outputs"] = 5
        cell["execution_count"] = {"a": MARKUP}
    hand_in(course, place, solved)


@repository("4")
def illustrations_of_ones_own(course, place, solved):
    shown = {"cell_type": "code", "metadata": {"tags": ["illustration"]}, "source": "import os\nos._exit(0)"}
    hand_in(course, place, solved | {"cells": [shown, *solved["cells"]]})


@repository("4")
def what_it_shows_is_markup(course, place, solved):
    shows = f"""from IPython.display import HTML, Javascript, Markdown, display
for kind in (HTML, Javascript, Markdown): display(kind({MARKUP!r}))
print({MARKUP!r}, {ANSI!r})
raise type({MARKUP!r}, (Exception,), {{}})({ANSI!r})"""
    hand_in(
        course, place, solved | {"cells": [*solved["cells"], {"cell_type": "code", "metadata": {}, "source": shows}]}
    )
