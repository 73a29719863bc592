"""A written answer is marked in nbgrader's formgrader, in JupyterLab, and the mark arrives in `course marks`."""

import contextlib
import itertools
import json
import re
import sys

import attacks
import pytest
import small_class
import student_machine
from lab_page import LabPage
from playwright.sync_api import expect

from course_admin.base.tables import read_csv
from course_admin.marking import grade
from course_admin.marks import module as marks
from course_admin.marks import rows as grade_rows
from course_admin.records import gradebook

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A class of two, graded but for the written answer."""
    course = small_class.make(tmp_path_factory.mktemp("course"))
    for student in ("ana", "bob"):
        answers = {"ex10_reponse": f"Réponse de {student}."}
        small_class.commit(course, course.root / student, small_class.solved(course, **answers), "2026-10-17T10:00")
    small_class.collected(course, ["ana", "bob"])
    grade.mark(course.assignment("tp1"))
    return course


def test_a_mark_given_in_formgrader_arrives(course, browser, tmp_path):
    assert {row["mark"] for row in read_csv(course.build / "grades" / "tp1.csv", grade_rows.COLUMNS)} == {""}
    command = (sys.executable, "-m", "jupyterlab", ".")
    with student_machine.make_lab(course.root, tmp_path / "private", command) as address:
        tab = LabPage(browser, address)
        tab.menu("Nbgrader", "Formgrader")
        frame = tab.page.frame_locator(".jp-MainAreaWidget iframe")
        frame.get_by_role("link", name="Manual Grading", exact=True).click()
        frame.get_by_role("heading", name="Manual Grading").wait_for()  # the page before it has a link « tp1 » too
        for link in ("tp1", "petit"):
            frame.get_by_role("link", name=link, exact=True).first.click()
            frame.locator(".breadcrumb .active", has_text=link).wait_for()
        for submission in ("Submission #1", "Submission #2"):
            frame.get_by_role("link", name=submission).click()
            answer = frame.get_by_text("Réponse de ")
            full_marks = answer.inner_text() == "Réponse de ana."
            score = frame.locator("input.score#ex10_reponse")
            expect(score).to_have_class("score tabbable needs_manual_grade")
            with tab.page.expect_response(
                lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"
            ):
                score.fill("1" if full_marks else "0.5")
                score.press("Tab")
            frame.get_by_role("link", name="petit", exact=True).click()
        tab.page.screenshot(path=tmp_path / "end.png")
        tab.page.close()
    rows, _ = marks.marks(course, so_far=True)
    assert {row.student: row.works["tp1"] for row in rows} == {"ana": 20, "bob": 18}


# What nbconvert's templates may write as it came: settings, names, the data of a picture.
MARKUP = '"></title></script><b id="formed"><img src=x onerror="top.acted=1"></b>'


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A class of one, whose answer and other cells hold all attacks on a page."""
    course = small_class.make(tmp_path_factory.mktemp("hostile"))
    notebook = small_class.solved(course, ex10_reponse="Réponse de mal.\n\n" + "\n\n".join(attacks.PAGES.values()))
    cells = [{"cell_type": "markdown", "metadata": {}, "source": text} for text in attacks.PAGES.values()]
    cells += [{"cell_type": "raw", "metadata": {}, "source": text} for text in attacks.PAGES.values()]
    shows = "from IPython.display import HTML, SVG, Javascript, Markdown, display\n" + "\n".join(
        f"display({kind}({text!r}))" for kind in ("HTML", "Javascript", "Markdown") for text in attacks.PAGES.values()
    )
    cells.append({"cell_type": "code", "metadata": {}, "source": shows, "outputs": [], "execution_count": None})
    notebook["cells"] += cells
    small_class.commit(course, course.root / "mal", notebook, "2026-10-17T10:00")
    small_class.collected(course, ["mal"])
    grade.mark(course.assignment("tp1"))
    return course


def test_what_grade_writes_for_formgrader_is_inert(hostile):
    text = (hostile.build / "autograded" / "mal" / "tp1" / "petit.ipynb").read_text()
    notebook = json.loads(text)
    words = "".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] != "code")
    assert "Réponse de mal." in words
    assert not re.search(r"<[a-z/!?]", words, re.IGNORECASE)
    kinds = {kind for cell in notebook["cells"] for o in cell.get("outputs", ()) for kind in o.get("data", {})}
    assert kinds <= {"text/plain", "image/png", "image/jpeg"}


@pytest.mark.parametrize("sanitised", [True, False])
def test_no_script_of_a_students_runs_in_formgrader(hostile, browser, tmp_path, sanitised):
    """Not even where the autograded notebook holds it as it came (stock nbgrader writes it so)."""
    path = hostile.build / "autograded" / "mal" / "tp1" / "petit.ipynb"
    if not sanitised:
        notebook = json.loads(path.read_text())
        for cell, text in zip(notebook["cells"], itertools.cycle(attacks.PAGES.values()), strict=False):
            if cell["cell_type"] == "markdown" and "nbgrader" not in cell["metadata"]:
                cell["source"] = text
            cell["metadata"] |= {"tags": [MARKUP], "raw_mimetype": "text/html"}
        shown = {"data": {"image/png": MARKUP}, "metadata": {"image/png": {"width": MARKUP}, "filenames": MARKUP}}
        notebook["cells"][-1]["outputs"] = [shown | {"output_type": "display_data"}]
        notebook["metadata"] = {"title": MARKUP, "language_info": {"name": MARKUP, "pygments_lexer": MARKUP}}
        notebook["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"x": MARKUP}}
        path.write_text(json.dumps(notebook))
    command = (sys.executable, "-m", "jupyterlab", ".")
    with student_machine.make_lab(hostile.root, tmp_path / "private", command) as address:
        tab = LabPage(browser, address)
        asked = []
        tab.page.on("request", lambda request: asked.append((request.headers.get("referer", ""), request.url)))
        with hostile_gradebook(hostile) as submission:
            answer = tab.page.goto(f"{address.partition('/lab')[0]}/formgrader/submissions/{submission}/")
        assert (
            "'unsafe-inline'" not in answer.headers["content-security-policy"].partition("script-src")[2].split(";")[0]
        )
        tab.page.get_by_text("Réponse de mal.").wait_for()
        for link in tab.page.locator("#notebook-container a").all():
            assert not (link.get_attribute("href") or "").lower().startswith(("java", "data"))
        assert tab.page.evaluate("window.submission_id && jQuery.fn.tooltip && true")  # its own scripts do run
        inserted = """html => { const box = document.createElement('div'); document.body.append(box);
            box.innerHTML = html; box.querySelectorAll('[onfocus]').forEach(one => one.focus()); }"""
        for name, text in attacks.PAGES.items():  # as if the sanitiser let everything through
            if name != "base and meta":  # no policy forbids to leave the page
                tab.page.evaluate(inserted, text)
        tab.page.wait_for_timeout(1000)
        assert not tab.page.evaluate("top.acted") and not tab.page.locator("#formed").count()
        reached = [url for referer, url in asked if "/submissions/" in referer and "/formgrader/" not in url]
        assert not [url for url in reached if "/api/" in url or "evil" in url or "tracker" in url]
        refused = tab.page.evaluate("fetch('/api/contents/records').then(() => 'read', () => 'refused')")
        assert refused == "refused"
        tab.page.screenshot(path=tmp_path / "formgrader.png", full_page=True)
        tab.page.close()


@contextlib.contextmanager
def hostile_gradebook(course):
    with gradebook.opened(course) as book:
        yield book.find_submission("tp1", "mal").notebooks[0].id
