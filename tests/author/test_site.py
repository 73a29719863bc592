"""The web site as a visitor finds it: a real server, a real browser, no other network."""

import functools
import http.server
import json
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from axe_playwright_python.sync_playwright import Axe

from course_admin.author.site import build_site
from course_admin.base.errors import CourseError
from course_admin.plan.course import Course

pytestmark = [pytest.mark.slow, pytest.mark.assignments]

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
NOW = COURSE.assignments[0].deadline
CHAPTER = "notebooks/cours/02_perceptron.html"
MATHS = "notebooks/cours/03_perceptron_multicouche.html"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    to = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "course_admin.author.site", "--to", to, "--now", NOW.isoformat(), "--still"]
    done = subprocess.run(command, cwd=COURSE.root, capture_output=True, text=True)
    assert done.stdout.strip() == str(to / "index.html"), done.stderr
    return to


@pytest.fixture(scope="module")
def address(folder):
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture
def visit(browser, address):
    """Open a page; afterwards nothing may have failed, in the console or over the network."""
    amiss, context = [], browser.new_context()

    def opened(page, **viewport):
        tab = context.new_page()
        tab.set_viewport_size({"width": 1200, "height": 900} | viewport)
        tab.on("console", lambda message: amiss.append(message.text) if message.type == "error" else None)
        tab.on("response", lambda response: amiss.append(response.url) if response.status >= 400 else None)
        tab.on("request", lambda request: amiss.append(request.url) if not request.url.startswith(address) else None)
        tab.goto(address + page)
        return tab

    yield opened
    context.close()
    assert amiss == []


class Anchors(HTMLParser):
    """The links of a page and the places in it that a link may name."""

    def __init__(self, page):
        super().__init__()
        self.links, self.places = [], set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.places.add(attributes.get("id"))
        self.links += [attributes[name] for name in ("href", "src") if attributes.get(name)]


def test_every_link_leads_somewhere(folder):
    pages = {path: Anchors(path) for path in folder.rglob("*.html") if "_static" not in path.parts}
    assert len(pages) > len(COURSE.assignments[0].chapters)
    broken = []
    for path, page in pages.items():
        for link in page.links:
            target, place = urldefrag(link)
            if "://" in target or target.startswith(("mailto:", "data:")):
                continue
            found = (path.parent / unquote(target.partition("?")[0])).resolve() if target else path
            if not found.exists() or (place and found in pages and unquote(place) not in pages[found].places):
                broken.append((path.name, link))
    assert broken == []


def test_it_holds_what_is_released_and_nothing_else(folder):
    assert (folder / "notebooks/tp/tp1/descente_de_gradient.html").is_file()
    assert not (folder / "notebooks/corriges").exists()
    for path in folder.rglob("*.html"):
        assert not any(secret in path.read_text(encoding="utf-8") for secret in ("BEGIN SOLUTION", "course_admin"))


def test_a_chapter_has_its_figures_and_its_formulas(visit):
    tab = visit(MATHS)
    tab.wait_for_selector("mjx-container mjx-math")
    assert tab.locator("html").get_attribute("lang") == "fr"
    figures = tab.locator(".cell_output img")
    assert figures.count() > 8
    assert not any(".png" in figure.get_attribute("alt") for figure in figures.all())


@pytest.mark.parametrize("page", ["index.html", CHAPTER])
def test_contrast_and_alternative_texts(visit, page):
    tab = visit(page)
    rules = {"runOnly": ["color-contrast", "image-alt", "link-name", "html-has-lang", "document-title", "list"]}
    found = Axe().run(tab, options=rules)
    assert found.violations_count == 0, found.generate_report()


def test_it_is_readable_on_a_phone(visit):
    for page in ("index.html", CHAPTER, MATHS):
        tab = visit(page, width=360)
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_slides_of_what_is_released_are_linked(visit, folder):
    tab = visit("index.html")
    links = tab.locator('a[href^="slides/"]')
    released = {page.stem for page in (folder / "notebooks/cours").glob("*.html")}
    assert {link.get_attribute("href") for link in links.all()} == {f"slides/{stem}.html" for stem in released}
    links.last.click()
    tab.wait_for_selector("html[data-ready]")


def test_search_finds_a_word_of_a_chapter(visit):
    tab = visit("search.html?q=Rosenblatt")
    tab.wait_for_selector("#search-results li a")
    assert "Le perceptron" in tab.locator("#search-results").inner_text()


def test_a_notebook_can_be_downloaded_as_it_was_released(visit, folder):
    tab = visit("notebooks/tp/tp1/descente_de_gradient.html")
    link = tab.locator('a[href$=".ipynb"]').first.get_attribute("href")
    notebook = json.loads((folder / "notebooks/tp/tp1" / link).read_text(encoding="utf-8"))
    assert any("nbgrader" in cell["metadata"] for cell in notebook["cells"])


def test_clear_refusals(tmp_path):
    with pytest.raises(CourseError, match="nothing is released before"):
        build_site(COURSE, tmp_path / "site", COURSE.moment("2020-01-01"))
    (tmp_path / "thesis.txt").write_text("ten years of work")
    for to in (tmp_path, tmp_path / "thesis.txt"):
        with pytest.raises(CourseError, match="not an earlier site"):
            build_site(COURSE, to, NOW)
    with pytest.raises(CourseError, match="cannot be written"):
        build_site(COURSE, tmp_path / "thesis.txt" / "site", NOW, still=True)
    assert (tmp_path / "thesis.txt").exists()
