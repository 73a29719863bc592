"""Cases of the corpus in which the file is odd: name, place, encoding, JSON, what editors and hands made of cells."""

import json
import unicodedata

import corpus
import small_class
from corpus import ANSWERS, DAY, ESSAY, FOLDER, HOME, Case, at, blank_essay, stub, untagged, work

MSE = ANSWERS["ex4_mse"]


def cases():
    """The cases; `corpus.RELEASED` is known."""
    whole, one = work(), stub("ex3_count_parameters")
    text = whole.decode()
    named = unicodedata.normalize("NFD", "TP1 – Éléonore Noël (final).ipynb")
    return [
        # Names and places
        Case("name_nfd", {DAY: {named: whole, HOME: None}}),
        Case("name_download", {DAY: {HOME.replace(".ip", " (1).ip"): whole}}),
        Case(
            "name_download_beside",
            {DAY: {HOME: one, HOME.replace(".ip", " (1).ip"): whole}},
            1,
            ("petit (1)",),
            ("petit (1)",),
            by_hand=False,
        ),
        Case(
            "name_txt",
            {DAY: {HOME + ".txt": whole}},
            0,
            ("petit.ipynb.txt",),
            ("petit.ipynb.txt",),
            0,
            "missing",
            False,
        ),
        Case(
            "name_json",
            {DAY: {HOME.replace(".ipynb", ".json"): whole}},
            0,
            ("petit.json",),
            ("petit.json",),
            0,
            "missing",
            False,
        ),
        Case("name_case_twins", {DAY: {HOME: one, HOME.replace("petit", "Petit"): whole}}),
        Case(
            "checkpoint_alone",
            {DAY: {HOME: None, f"{FOLDER}/.ipynb_checkpoints/petit-checkpoint.ipynb": whole}},
            0,
            ("petit-checkpoint",),
            ("petit-checkpoint",),
            0,
            "missing",
            False,
        ),
        Case(
            "in_build",
            {DAY: {HOME: None, "build/petit.ipynb": whole}},
            0,
            ("build/petit",),
            ("build/petit",),
            0,
            "missing",
            False,
        ),
        Case("other_folder", {DAY: {HOME: one, "rendu/petit.ipynb": whole}}, said=("rendu/petit",)),
        Case("other_tp_folder", {DAY: {HOME: None, HOME.replace("tp1", "tp2"): whole}}),
        Case(
            "other_chapter_in_name",
            {DAY: {HOME: b'{"cells": [{"cell_type": "markdown", "source": "Chapitre 2"}], "nbformat": 4}'}},
            0,
            by_hand=False,
        ),
        # Encodings and JSON
        Case("bom", {DAY: {HOME: b"\xef\xbb\xbf" + whole}}),
        Case("crlf", {DAY: {HOME: json.dumps(json.loads(whole), indent=1).replace("\n", "\r\n")}}),
        Case("crlf_in_source", {DAY: {HOME: work(source_lines)}}),
        Case(
            "duplicate_keys",
            {DAY: {HOME: text.replace('"cells"', '"cells": [], "cells"', 1)}},
            4,
            ("plusieurs fois",),
            ("plusieurs fois",),
        ),
        Case("nan", {DAY: {HOME: text.replace('"nbformat_minor"', '"x": [NaN, -Infinity], "nbformat_minor"')}}),
        Case("huge_integer", {DAY: {HOME: text.replace('"nbformat_minor"', f'"x": {"9" * 6000}, "nbformat_minor"')}}),
        Case("trailing_comma", {DAY: {HOME: text[:-1] + ",}"}}, 0, ("JSON",), ("JSON",), 0, "unreadable", False),
        Case("lone_surrogate", {DAY: {HOME: text.replace("## 3", "## \\ud83d 3")}}),
        Case(
            "html_page",
            {DAY: {HOME: "<!DOCTYPE html>\n<html><body>petit.ipynb</body></html>"}},
            0,
            ("page web",),
            ("page web",),
            0,
            "unreadable",
            False,
        ),
        Case("python_as_notebook", {DAY: {HOME: MSE}}, 0, ("JSON",), ("JSON",), 0, "unreadable", False),
        Case(
            "zip_as_notebook",
            {DAY: {HOME: b"PK\x03\x04\x00\x00\xff\xfe"}},
            0,
            ("archive",),
            ("archive",),
            0,
            "unreadable",
            False,
        ),
        Case(
            "lfs",
            {
                DAY: {
                    HOME: "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n",
                    ".gitattributes": "*.ipynb filter=lfs",
                }
            },
            0,
            ("Git LFS",),
            ("Git LFS",),
            0,
            "unreadable",
            False,
        ),
        Case("empty_file", {DAY: {HOME: b""}}, 0, ("vide",), ("vide",), 0, "unreadable", False),
        # What editors make of it
        Case("format_4_0", {DAY: {HOME: whole_without_ids(whole)}}),
        Case("format_5", {DAY: {HOME: text.replace('"nbformat": 4', '"nbformat": "5"')}}),
        Case(
            "kernel_of_r",
            {
                DAY: {
                    HOME: json.dumps(json.loads(whole) | {"metadata": {"kernelspec": {"name": "ir", "language": "R"}}})
                }
            },
        ),
        Case("vscode", {DAY: {HOME: work(vscode)}}),
        Case("colab_ids", {DAY: {HOME: work(colab)}}, 4, ("identité",), ("étiquette",)),
        Case("same_id_everywhere", {DAY: {HOME: work(lambda cells: [cell.update(id="a") for cell in cells])}}),
        Case(
            "conflict_in_cell",
            {DAY: {HOME: work(ex4_mse=f"<<<<<<< HEAD\n{MSE}=======\n{MSE}>>>>>>> autre\n")}},
            3,
            ("conflit",),
            ("conflit",),
        ),
        Case("raw_answer", {DAY: {HOME: work(typed("ex4_mse", "raw"))}}, 4, ("type",), ("type",)),
        Case("markdown_answer", {DAY: {HOME: work(typed("ex4_mse", "markdown"))}}, 4, ("type",), ("type",)),
        Case("markdown_test", {DAY: {HOME: work(typed("test_ex4_mse", "markdown"))}}, 4, ("type",), ("type",)),
        Case("code_essay", {DAY: {HOME: work(typed("ex10_reponse", "code"))}}, 4, ("type",), ("type",)),
        Case("essay_below_placeholder", {DAY: {HOME: work(ex10_reponse=f"Votre réponse ici.\n\n{ESSAY}")}}),
        Case(
            "essay_as_picture",
            {DAY: {HOME: work(ex10_reponse="![](reponse.png)"), f"{FOLDER}/reponse.png": b"\x89PNG"}},
        ),
        Case(
            "essay_as_pdf",
            {DAY: {HOME: work(blank_essay), f"{FOLDER}/question 10.pdf": b"%PDF"}},
            4,
            ("question 10.pdf",),
            ("question 10.pdf",),
            by_hand=False,
        ),
        Case(
            "essay_names_the_error",
            {DAY: {HOME: work(ex10_reponse=f"{ESSAY} J’ai eu NotImplementedError.")}},
            said=("réponse rédigée",),
        ),
        # Work beside its cell
        Case(
            "below_the_test",
            {DAY: {HOME: work(after("test_ex4_mse", MSE), ex4_mse=stub_of("ex4_mse"))}},
            4,
            ("ailleurs",),
            ("ailleurs",),
        ),
        Case(
            "in_the_test",
            {DAY: {HOME: work(inside("test_ex4_mse", MSE), ex4_mse=stub_of("ex4_mse"))}},
            4,
            ("ailleurs",),
            ("ailleurs",),
        ),
        Case(
            "in_the_question",
            {DAY: {HOME: work(inside("titre", f"```python\n{MSE}```"), ex4_mse=stub_of("ex4_mse"))}},
            4,
            ("ailleurs",),
            ("ailleurs",),
        ),
        Case("all_in_one", {DAY: {HOME: all_in_one()}}, 4, ("ailleurs",), ("ailleurs",)),
        Case(
            "all_in_the_first_answer",
            {DAY: {HOME: all_in_one("ex3_count_parameters")}},
            4,
            ("ailleurs",),
            ("ailleurs",),
        ),
        Case("answers_permuted", {DAY: {HOME: work(lambda cells: cells.reverse())}}),
        Case("tests_deleted", {DAY: {HOME: work(no_tests)}}, 4, ("supprimée",), ("supprimée",)),
        Case("stub_left_below", {DAY: {HOME: work(**coded("{}raise NotImplementedError()\n"))}}),
        Case("comment_left", {DAY: {HOME: work(**coded("# VOTRE RÉPONSE ICI\n{}"))}}),
        Case(
            "untagged_copy_in_home",
            {DAY: {HOME: work(untagged("ex3_count_parameters", "ex4_mse", "ex4_mse_gradient"))}},
            4,
            ("étiquette",),
            ("étiquette",),
        ),
    ]


def coded(form):
    """The answers in code, each within `form`."""
    return {name: form.format(text) for name, text in ANSWERS.items() if name != "ex10_reponse"}


def source_lines(cells):
    for cell in cells:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")


def no_tests(cells):
    cells[:] = [cell for cell in cells if "test_" not in str(cell["metadata"])]


def whole_without_ids(whole):
    notebook = json.loads(whole) | {"nbformat_minor": 0}
    for cell in notebook["cells"]:
        cell.pop("id", None)
        if cell["cell_type"] == "code":
            cell.update(prompt_number=3, collapsed=False, input=cell["source"])
    return json.dumps(notebook)


def vscode(cells):
    for cell in cells:
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell.pop("id")


def colab(cells):
    """Colab's own: ids within the metadata, whatever it does not know thrown away."""
    for cell in cells:
        cell["metadata"] = {"id": cell.pop("id"), "colab": {"base_uri": "https://x"}, "executionInfo": {"status": "ok"}}


def typed(name, kind):
    return lambda cells: cells[at(cells, name)].update(cell_type=kind)


def after(name, text):
    cell = {
        "cell_type": "code",
        "id": "nouvelle",
        "metadata": {},
        "source": text,
        "outputs": [],
        "execution_count": None,
    }
    return lambda cells: cells.insert(at(cells, name) + 1, cell)


def inside(name, text):
    def change(cells):
        cell = cells[at(cells, name)]
        cell["source"] = f"{text}\n{''.join(cell['source'])}"

    return change


def stub_of(name):
    cells = json.loads(corpus.RELEASED)["cells"]
    return next(cell["source"] for cell in cells if small_class.grade_id(cell) == name)


def all_in_one(place=None):
    """All functions in one cell: the student's own at the top, or the answer `place`."""
    text = "\n\n".join(coded("{}").values())
    if place:
        return stub("ex10_reponse", change=lambda cells: cells[at(cells, place)].update(source=text))
    return stub("ex10_reponse", change=lambda cells: after("importations", text)(cells))
