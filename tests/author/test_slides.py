"""A chapter as slides: opened from the disk in a real browser, every screen fits, and nothing else is asked for."""

import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_admin.author.notebooks import normalise, read
from course_admin.author.slides import build_decks, main, screens
from course_admin.base.errors import CourseError
from course_admin.plan.course import Course
from course_admin.release.student_notebook import cells

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
CHAPTERS = [COURSE.sources / chapter.path for chapter in COURSE.chapters]
READABLE = 18  # px of 720: the smallest words that a projected screen may have


def markdown(text, **slideshow):
    return new_markdown_cell(text, metadata={"slideshow": slideshow})


def test_blocks_that_are_not_shown_become_the_speakers_notes():
    cell = markdown("## Titre\n\nun\n\n$$x$$\n\ntrois", slide_type="slide", shown=[0, 2])
    (screen,) = screens(new_notebook(cells=[cell]), "a.ipynb")
    assert [one.source for one in screen.cells] == ["## Titre", "$$x$$"]
    assert screen.notes == ["un", "trois"]


def test_a_heading_begins_a_screen_and_is_repeated_small_on_the_next():
    deck = screens(
        new_notebook(
            cells=[markdown("un\n\n## *Deux*\n\ndeux", slide_type="slide"), markdown("a", slide_type="subslide")]
        ),
        "a.ipynb",
    )
    assert [(screen.kind, screen.cells[0].source) for screen in deck] == [
        ("slide", "un"),
        ("slide", "## *Deux*"),
        ("subslide", '<p class="section">Deux</p>'),
    ]


def test_a_question_is_projected_without_its_machinery():
    source = '# Combien ?\nn = None\nprint("bruit")\nquestion("id", n)'
    cell = new_code_cell(source, metadata={"slideshow": {"slide_type": "slide"}})
    (screen,) = screens(new_notebook(cells=[cell]), "a.ipynb")
    text = screen.cells[0].source
    assert "Combien ?" in text and "n = None" in text
    assert "bruit" not in text and "question(" not in text


@pytest.mark.slow
def test_links_lead_to_slides_that_are_there_or_are_plain_words(tmp_path):
    text = "[là](b.ipynb#Titre), [ailleurs](c.ipynb), [site](https://keras.io), ![une image](d.png)"
    for name in ("a", "b"):
        nbformat.write(new_notebook(cells=[markdown(text, slide_type="slide")]), tmp_path / f"{name}.ipynb")
    page, _ = build_decks(COURSE, tmp_path / "slides", [tmp_path / "a.ipynb", tmp_path / "b.ipynb"])
    html = page.read_text(encoding="utf-8").partition('<div class="slides">')[2]
    assert set(re.findall(r'href="([^"]*)"', html)) == {"b.html", "https://keras.io"}
    assert "ailleurs" in html and "d.png" in html


@pytest.mark.parametrize(
    ("slideshow", "says"),
    [({"slide_type": "diapo"}, "expected one of"), ({"slide_type": "slide", "shown": [3]}, "count from 0")],
)
def test_metadata_that_cannot_be_followed_are_one_line(slideshow, says):
    with pytest.raises(CourseError, match=says):
        screens(new_notebook(cells=[markdown("un", **slideshow)]), "a.ipynb")


def test_a_notebook_without_slides_is_one_line(tmp_path, capsys):
    nbformat.write(new_notebook(cells=[new_markdown_cell("un")]), tmp_path / "vide.ipynb")
    assert main([str(tmp_path / "vide.ipynb"), "--to", str(tmp_path)]) == 1
    assert "vide.ipynb has no slides" in capsys.readouterr().err


def test_the_normaliser_keeps_tags_and_a_release_does_not_see_them():
    plain = new_notebook(cells=[new_markdown_cell("un")])
    tagged = new_notebook(cells=[markdown("un", slide_type="slide")])
    assert normalise(tagged).cells[0].metadata.slideshow == {"slide_type": "slide"}
    assert cells(nbformat.writes(plain).encode()) == cells(nbformat.writes(tagged).encode())


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_is_a_lecture(path):
    """It has screens, questions among them, and notes; what waits for a TP's end is not projected."""
    notebook = read(path)
    waiting = [
        cell for cell in notebook.cells if any(tag.startswith("apres-") for tag in cell.metadata.get("tags", []))
    ]
    assert all(cell.metadata.get("slideshow", {}).get("slide_type", "skip") == "skip" for cell in waiting)
    deck = screens(notebook, path.name)
    assert 20 <= len(deck) <= 80
    assert sum("question" in cell.source for screen in deck for cell in screen.cells) >= 3
    assert sum(len(screen.notes) for screen in deck) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("stem", ["02_perceptron", "03_perceptron_multicouche"])
def test_it_is_projected_from_the_disk(stem, tmp_path, browser):
    (page,) = build_decks(COURSE, tmp_path, [COURSE.sources / "notebooks" / "cours" / f"{stem}.ipynb"])
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.read_text(encoding="utf-8").split("<section", 1)[0])
    amiss = []
    tab = browser.new_page(viewport={"width": 1280, "height": 720})
    tab.on("console", lambda message: amiss.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: amiss.append(str(error)))
    tab.on("request", lambda one: amiss.append(one.url) if not one.url.startswith(("file:", "data:")) else None)
    tab.on("requestfailed", lambda one: amiss.append(one.url))
    tab.goto(page.as_uri())
    tab.wait_for_selector("html[data-ready]")
    assert tab.locator("mjx-container svg").count() > 10
    assert tab.locator("text=/\\$\\$|\\\\frac/").count() == 0
    screens_seen = walk(tab)
    assert len(screens_seen) == tab.evaluate("deck.getTotalSlides()") > 20
    small = [
        one
        for one in screens_seen
        if one["size"] < READABLE or one["over"] > 1 or min(one["figures"], default=999) < 250
    ]
    assert small == [] and amiss == []


def walk(tab):
    """Go forward to the end, as a lecturer does; what each screen measures once all of it is shown."""
    found = []
    while True:
        while tab.evaluate("deck.availableFragments().next"):
            tab.keyboard.press("Space")
        found.append(
            tab.evaluate("""() => {
                const slide = deck.getCurrentSlide(), at = deck.getIndices();
                return {
                    at: `${at.h}/${at.v}`,
                    size: parseFloat(slide.style.fontSize),
                    over: Math.max(slide.scrollHeight - slide.clientHeight, slide.scrollWidth - slide.clientWidth),
                    figures: [...slide.querySelectorAll(".jp-RenderedImage")].map((one) => one.clientHeight),
                };
            }""")
        )
        if tab.evaluate("deck.isLastSlide() && deck.isLastVerticalSlide()"):
            return found
        tab.keyboard.press("Space")
