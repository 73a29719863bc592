"""The polycopié: the chapters printed by a real Chromium, read again by pypdf."""

import subprocess
import sys

import nbformat
import pytest
import small_chapter
import small_course
from nbformat.v4 import new_markdown_cell, new_notebook
from pypdf import PdfReader

from course_admin.author.poly import main

pytestmark = [pytest.mark.slow, pytest.mark.assignments]


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """The polycopié of a small course with two chapters, the second one long."""
    folder = tmp_path_factory.mktemp("house")
    course = small_chapter.house(folder)
    sections = [f"## Section {i}\n\nVoir le [début](01_debut.ipynb#Questions)." for i in range(60)]
    text = "\n\n".join(["# Suite", *sections])
    suite = new_notebook(cells=[new_markdown_cell(text)], metadata=small_chapter.PYTHON)
    small_course.write(folder / "notebooks/cours/02_suite.ipynb", nbformat.writes(suite))
    command = [sys.executable, "-P", "-m", "course_admin.author.poly", "--to", folder / "poly.pdf"]
    command += ["--now", course.assignments[1].opens.isoformat()]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.stdout.strip() == str(folder / "poly.pdf"), done.stderr
    return PdfReader(folder / "poly.pdf")


def outline(reader):
    """The bookmarks: title, page counted from 1, and those below it."""
    found = []
    for one in reader.outline:
        if isinstance(one, list):
            found[-1][2].extend(child.title for child in one if not isinstance(child, list))
        else:
            found.append((one.title, reader.get_destination_page_number(one) + 1, []))
    return found


def test_bookmarks_lead_to_the_chapters_and_their_sections(printed):
    contents, first, second = outline(printed)
    assert contents[:2] == ("Sommaire", 1)
    assert first == ("Début", 2, ["À vous de prédire", "Questions"])
    assert second[0] == "Suite" and second[2] == [f"Section {i}" for i in range(60)]
    assert "Suite" in printed.pages[second[1] - 1].extract_text()
    assert f"Suite{second[1]}" in printed.pages[0].extract_text().replace("\n", "").replace(" ", "")


def test_pages_are_numbered_through(printed):
    total = len(printed.pages)
    assert total > 4
    for number, page in enumerate(printed.pages, start=1):
        assert page.extract_text().rstrip().endswith(f"{number} / {total}")


def test_no_veil_and_no_machinery_is_printed(printed):
    text = "\n".join(page.extract_text() for page in printed.pages)
    assert "Que verra-t-on" in text
    for word in (
        "J’ai prédit",
        "Vérifier",
        "Voiler",
        "Montrer le code",
        "▶",
        "manipuler",
        "questions sur",
        "✎",
        "course_utils.display",
        "#\n",
    ):
        assert word not in text, word
    assert sum(len(page.images) for page in printed.pages) == 5  # the predictions' figures too


def test_links_that_lead_nowhere_on_paper_are_words(printed):
    annotations = [one.get_object() for page in printed.pages for one in page.get("/Annots", ())]
    targets = [one.get("/A", {}).get("/URI", "") for one in annotations]
    assert not any(target.startswith("file:") for target in targets)


def test_nothing_released_is_one_line(capsys):
    assert main(["--now", "2020-01-01"]) == 1
    assert "nothing is released before 20" in capsys.readouterr().err
