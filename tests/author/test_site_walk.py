"""Every question, slider and animation of every chapter, in a real browser: by keys on a wide light page, by touch on a
narrow dark one; what is beside them has no violation in either theme, and slides move too.

The frames are stand-ins, so that no chapter is run. `COURSE_SITE=build/site` walks a site that is there, whole.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import stand_ins
from axe_playwright_python.sync_playwright import Axe
from question_bank import typed_right, words

from course_admin.plan.course import Course
from course_utils.checks import lectures

pytestmark = [pytest.mark.slow, pytest.mark.assignments]

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
OURS = ".course-tools, .course-veil, .course-question, .course-frames, div[data-widget]"
IMAGE = "xpath=ancestor::*[contains(@class, 'course-frames')]/following-sibling::*[1]/descendant-or-self::img"
chapters = pytest.mark.parametrize("chapter", COURSE.chapters, ids=lambda chapter: chapter.id)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The site with all that is ever released."""
    if "COURSE_SITE" in os.environ:
        return Path(os.environ["COURSE_SITE"]).resolve()
    to, frames = tmp_path_factory.mktemp("walk") / "site", tmp_path_factory.mktemp("frames")
    done = subprocess.run(
        [sys.executable, stand_ins.__file__, to, frames], cwd=COURSE.root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return to


@pytest.fixture
def visit(browser, folder):
    """Open a page as a file; afterwards the console may hold no error, and nothing may have been missing."""
    amiss, contexts = [], []

    def opened(page, width, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}, **options))
        tab = contexts[-1].new_page()
        tab.on("console", lambda message: amiss.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: amiss.append(str(error)))
        tab.on("requestfailed", lambda asked: amiss.append(asked.url))
        tab.goto((folder / page).as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert amiss == []


@pytest.fixture(scope="module")
def known(folder):
    """The words of questions, and the data that the pages have: questions by id, what moves by alternative text."""
    data = {}
    for name in ("questions", "frames"):
        text = (folder / f"_static/{name}-data.js").read_text(encoding="utf-8")
        data[name] = json.loads(text.partition(" = ")[2].rstrip(";\n"))
    return data | {"words": words()}


def by_keys(field, value):
    """Type into a field, choose in a list, press a button: with a keyboard alone."""
    field.focus()
    if value is None:
        field.press("Enter")
    elif field.evaluate("one => one.tagName") == "SELECT":
        field.press("Home")
        while field.input_value() != value:
            field.press("ArrowDown")
    else:
        field.press("Control+a")
        field.page.keyboard.insert_text(value)


def by_touch(field, value):
    if value is None:
        field.tap()
    elif field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.tap()
        field.fill(value)


def answer(form, id, entry, right, act):
    """A wrong answer twice, then the right one; the page says what a notebook would."""
    field, button, said = form.locator("input, select"), form.get_by_role("button"), form.get_by_role("status")
    wrong = next((one for one in entry["choices"] if one != right), "zzz") if entry["choices"] else "zzz"
    for typed in (wrong, None, right):
        if typed:
            act(field, typed)
        act(button, None)
        text = said.inner_text()
        assert text.startswith("✔ Exact." if typed == right else "✘ Pas encore."), (id, typed, text)
    assert field.get_attribute("id") == f"course-{id}"
    assert text == " ".join(filter(None, ["✔ Exact.", lectures.entries()[id].get("right")]))


def values(box, record):
    """What a figure's sliders say, how the page shows it, and the frame that belongs to it."""
    ranges = box.locator("input").all()
    at = [int(one.input_value()) for one in ranges]
    texts = [control["texts"][i] for control, i in zip(record["controls"], at, strict=True)]
    index = 0
    for control, i in zip(record["controls"], at, strict=True):
        index = index * len(control["texts"]) + i
    for control, text, one in zip(record["controls"], texts, ranges, strict=True):
        assert one.get_attribute("aria-valuetext") == text
        assert f"{control['label']} : {text}" in box.text_content().replace("\xa0", " ")
    told = " ; ".join(f"{control['label']} : {text}" for control, text in zip(record["controls"], texts, strict=True))
    return record["frames"][index], f"({told})"


def seen(box, alt, record):
    """The image below the sliders is the frame of their values, with its own alternative text."""
    image = box.locator("input").first.locator(IMAGE)
    frame, told = values(box, record)
    assert image.get_attribute("src").endswith(f"/{frame}")
    assert image.get_attribute("alt") == f"{alt} {told}"


def moved_by_keys(box, alt, record):
    """Each slider from its first value to its last, and back to where it was."""
    for one, control in zip(box.locator("input").all(), record["controls"], strict=True):
        start = int(one.input_value())
        one.press("End" if start == 0 else "Home")
        seen(box, alt, record)
        one.press("Home")
        for _ in control["texts"][1:]:
            one.press("ArrowRight")
            seen(box, alt, record)
        assert int(one.input_value()) == len(control["texts"]) - 1
    if record["interval"]:
        box.locator("input").press("Home")
        box.get_by_role("button", name="▶ Lire").press("Space")
        box.page.wait_for_function("one => one.value > 0", arg=box.locator("input").element_handle())
        box.locator("input").press("Home")  # it stops
        assert box.get_by_role("button").inner_text() == "▶ Lire"
        seen(box, alt, record)


def moved_by_touch(box, alt, record):
    for one, control in zip(box.locator("input").all(), record["controls"], strict=True):
        size, last = one.bounding_box(), len(control["texts"]) - 1
        ends = [(0.03, 0), (0.97, last)]
        for share, value in ends if int(one.input_value()) == last else ends[::-1]:
            one.tap(position={"x": size["width"] * share, "y": size["height"] / 2})
            assert int(one.input_value()) == value
            seen(box, alt, record)


def figures(tab, known):
    """The boxes of sliders of a page, with the alternative text and the record of each."""
    found = []
    for box in tab.locator(".course-frames").all():
        alt = box.locator("input").first.locator(IMAGE).get_attribute("alt")
        found.append((box, alt, known["frames"][alt]))
    return found


def expected(chapter, known):
    """How many figures of a chapter move, and the questions that it asks."""
    text = (COURSE.sources / chapter.path).read_text(encoding="utf-8")
    notebook = json.loads(text)
    alts = [
        output.get("metadata", {}).get("image/png", {}).get("alt")
        for cell in notebook["cells"]
        for output in cell.get("outputs", ())
    ]
    return sum(alt in known["frames"] for alt in alts), [
        id for id in known["questions"] if f'question(\\"{id}\\"' in text
    ]


def set_theme(tab, theme):
    tab.emulate_media(color_scheme=theme)
    tab.wait_for_selector(f'html[data-theme="{theme}"]')


def check(tab, width, chapter):
    """Nothing that answers has a violation in either theme, and the page is no wider than its window."""
    for theme in ("light", "dark"):
        set_theme(tab, theme)
        found = Axe().run(tab, context=OURS, options={"preload": False})
        assert found.violations_count == 0, (chapter.id, theme, found.generate_report())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@chapters
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (360, "dark")])
def test_a_chapter_answers_and_moves(visit, known, chapter, width, theme):
    touch = width < 500
    act, moved = (by_touch, moved_by_touch) if touch else (by_keys, moved_by_keys)
    tab = visit(chapter.path.replace(".ipynb", ".html"), width, color_scheme=theme, has_touch=touch)
    veils = tab.get_by_role("button", name="J’ai prédit : montrer")
    for left in range(veils.count(), 0, -1):
        act(veils.first, None)
        assert veils.count() == left - 1
    count, ids = expected(chapter, known)
    found = figures(tab, known)
    assert len(found) == count > 0
    for box, alt, record in found:
        moved(box, alt, record)
    forms = tab.locator("form.course-question").all()
    assert len(forms) == len(ids) > 0
    for form in forms:
        id = form.locator("input, select").get_attribute("id").removeprefix("course-")
        answer(form, id, known["questions"][id], chosen(known, id), act)
    count = f"{len(ids)} question{'s' * (len(ids) > 1)} sur {len(ids)}"
    assert tab.locator("#course-progress").inner_text() == count
    check(tab, width, chapter)


def chosen(known, id):
    """The right answer of a question, as its field takes it: one of the choices, or typed."""
    choices = known["questions"][id]["choices"]
    right = [one for one in choices if lectures.right(id, lectures.entries()[id], one)]
    return right[0] if choices else typed_right(id, known["words"].get(id, set()))


@chapters
def test_tab_alone_reaches_all_that_answers(visit, chapter):
    tab = visit(chapter.path.replace(".ipynb", ".html"), 1280)
    wanted = "article :is(input, select, button, textarea)"
    tab.evaluate(f"""() => {{
        window.waiting = new Set([...document.querySelectorAll("{wanted}")].filter((one) => one.closest("{OURS}")
            && one.checkVisibility() && !(one.type === "radio" && !one.checked)));
        document.addEventListener("focusin", (event) => waiting.delete(event.target));
    }}""")
    tab.locator("article h1").click()
    for _ in range(1500):
        tab.keyboard.press("Tab")
        if tab.evaluate("waiting.size") == 0:
            return
    pytest.fail(str(tab.evaluate("[...waiting].map((one) => one.outerHTML)")))


@chapters
@pytest.mark.parametrize("width", [1280, 360])
def test_its_slides_move(visit, known, chapter, width):
    tab = visit(f"slides/{chapter.id}.html", width, has_touch=width < 500)
    tab.wait_for_selector("html[data-ready]", timeout=120_000)
    found = figures(tab, known)
    for box, alt, record in found:
        box.evaluate("""(box) => {
            const { h, v } = deck.getIndices(box.closest("section"));
            deck.slide(h, v, 99);
        }""")
        (moved_by_keys if width > 500 else moved_by_touch)(box, alt, record)
