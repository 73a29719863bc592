"""In a chapter the open code is the lesson: short cells, plotting folded, numbers rather than booleans."""

import itertools
import re
import statistics
from pathlib import Path

import pytest

from course_admin.author import notebooks

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = sorted(path.stem for path in (ROOT / "notebooks" / "cours").glob("*.ipynb"))
WITHOUT_EXPERIMENT = {"1. Le faussaire et l’expert", "10. Choisir : le tableau de décision", "9. De 1958 à 2026"}
LONGEST, MEDIAN, FIRST = 25, 10, 10  # non-blank lines of an open cell

every_chapter = pytest.mark.parametrize("chapter", CHAPTERS)


def code_cells(chapter):
    path = ROOT / "notebooks" / "cours" / f"{chapter}.ipynb"
    return [cell for cell in notebooks.read(path).cells if cell.cell_type == "code"]


def folded(cell):
    return cell.metadata.get("jupyter", {}).get("source_hidden", False)


@every_chapter
def test_open_cells_are_short(chapter):
    lengths = [
        len([line for line in cell.source.splitlines() if line.strip()])
        for cell in code_cells(chapter)
        if not folded(cell)
    ]
    assert lengths[0] <= FIRST and max(lengths) <= LONGEST and statistics.median(lengths) < MEDIAN


@every_chapter
def test_a_fold_is_one_in_jupyterlab_and_on_the_site(chapter):
    for cell in code_cells(chapter):
        assert folded(cell) == ("hide-input" in cell.metadata.get("tags", [])), cell.id


@every_chapter
def test_the_code_of_a_figure_is_folded(chapter):
    drawing = re.compile(r"^\s*(?:show|slider|animation_player)\(", re.M)
    assert [cell.id for cell in code_cells(chapter) if drawing.search(cell.source) and not folded(cell)] == []


@every_chapter
def test_no_boolean_is_printed(chapter):
    for cell in code_cells(chapter):
        printed = "".join(output.get("text", "") for output in cell.outputs)
        assert not re.search(r"(?<!=)\b(?:True|False)\b", printed), cell.id


@every_chapter
def test_a_chapter_asks_for_predictions(chapter):
    assert sum("prediction" in cell.metadata.get("tags", []) for cell in code_cells(chapter)) >= 5


@every_chapter
def test_no_figure_answers_a_prediction_that_was_just_asked(chapter):
    """Unless the reader moves it: a slider shows where it starts."""
    cells = notebooks.read(ROOT / "notebooks" / "cours" / f"{chapter}.ipynb").cells
    for asked, cell in enumerate(cells):
        if cell.cell_type == "markdown" and "**Prévoyez**" in cell.source.split("\n\n")[-1]:
            following = list(itertools.takewhile(lambda one: one.cell_type == "code", cells[asked + 1 :]))
            shown = [one.id for one in following if drawn(one) and "slider(" not in one.source]
            veiled = any("prediction" in one.metadata.get("tags", []) for one in following)
            assert veiled or not shown, (cell.id, shown)


def drawn(cell):
    return any("image/png" in output.get("data", {}) for output in cell.outputs)


@pytest.mark.parametrize("chapter", CHAPTERS[4:])
def test_each_section_has_something_to_change(chapter):
    """A line « Changez, prévoyez, relancez », or a slider, in each numbered section."""
    path = ROOT / "notebooks" / "cours" / f"{chapter}.ipynb"
    text = "\n".join(cell.source for cell in notebooks.read(path).cells)
    for section in re.split(r"(?m)^## (?=\d)", text)[1:]:
        title, rest = section.split("\n", 1)
        title, rest = title.replace("\N{NO-BREAK SPACE}", " "), re.split(r"(?m)^## ", rest)[0]
        if title not in WITHOUT_EXPERIMENT:
            assert re.search(r"[Cc]hangez, prévoyez|À vous d’essayer|(?m:^slider\()", rest), title
