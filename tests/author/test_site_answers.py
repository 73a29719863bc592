"""The pages that answer in the browser, without a kernel: predictions are veiled, questions judged as in a notebook."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import small_chapter
from axe_playwright_python.sync_playwright import Axe
from question_bank import answers, words

from course_admin.author import moving
from course_admin.author.site import TEMPLATES
from course_admin.plan.course import Course
from course_utils.checks import lectures

pytestmark = pytest.mark.assignments

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
SCRIPTS_BYTES = 30_000  # at most, all together


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The site of a small course."""
    course = small_chapter.house(tmp_path_factory.mktemp("house"))
    house, now = course.root, course.assignments[0].deadline.isoformat()
    command = [sys.executable, "-P", "-m", "course_admin.author.site", "--to", house / "site", "--now", now]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(done.stderr)
    return house / "site"


@pytest.fixture
def visit(browser, folder):
    """Open the chapter as a file; afterwards the console may hold no error and nothing else may have been asked for."""
    amiss, contexts = [], []

    def opened(width=1200, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **options))
        tab = contexts[-1].new_page()
        tab.on("console", lambda message: amiss.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: amiss.append(str(error)))
        tab.on(
            "request", lambda asked: amiss.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None
        )
        tab.goto((folder / "notebooks/cours/01_debut.html").as_uri())
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert amiss == []


def test_the_scripts_are_small():
    scripts = [*TEMPLATES.parent.rglob("*.js")]
    assert {path.parent.name for path in scripts} == {"site", "slides"}
    assert sum(path.stat().st_size for path in scripts) < SCRIPTS_BYTES


def test_a_prediction_is_veiled_until_a_click(visit):
    tab = visit()
    image = tab.get_by_alt_text("Une figure bleue.")
    assert not image.is_visible()
    tab.get_by_role("button", name="J’ai prédit : montrer").first.press("Enter")
    assert image.is_visible()
    assert not tab.get_by_alt_text("Une autre figure.").is_visible()


def test_the_prose_that_tells_a_prediction_is_veiled_with_it(visit):
    tab = visit()
    told, experiment = tab.get_by_text("Ce que dit la figure."), tab.get_by_text("prévoyez, relancez")
    assert not told.is_visible() and not tab.get_by_text("un point").is_visible()
    assert experiment.is_visible() and tab.get_by_text("Et la suite.").is_visible()
    tab.get_by_role("button", name="J’ai prédit : montrer").last.press("Enter")
    assert told.is_visible() and tab.get_by_text("un point").is_visible()


def test_one_switch_lifts_all_veils_and_is_remembered(visit):
    tab = visit()
    tab.get_by_label("Voiler les résultats à prédire").uncheck()
    assert tab.get_by_alt_text("Une autre figure.").is_visible()
    tab.reload()
    assert tab.get_by_alt_text("Une figure bleue.").is_visible()
    assert tab.get_by_role("button", name="J’ai prédit").count() == 0


def test_print_has_no_veil_and_no_machinery(visit):
    tab = visit()
    tab.emulate_media(media="print")
    assert tab.get_by_alt_text("Une figure bleue.").is_visible()
    for name in (".course-veil", ".course-tools", ".course-question", "div[data-widget]"):
        assert not any(one.is_visible() for one in tab.locator(name).all())


def test_without_javascript_it_reads_as_before(visit):
    tab = visit(java_script_enabled=False)
    assert tab.get_by_alt_text("Une figure bleue.").is_visible()
    assert tab.get_by_text("✎ À vous de jouer").first.is_visible()
    assert tab.locator(".course-tools, .course-veil, .course-question").count() == 0
    assert tab.locator("div[data-widget]").bounding_box()["height"] == 0


def test_folded_code_opens_in_french(visit):
    tab = visit()
    assert not tab.get_by_text("print(2 + 2)").is_visible()
    tab.get_by_text("Montrer le code").first.click()
    assert tab.get_by_text("print(2 + 2)").is_visible()
    assert tab.get_by_text("Replier le code").first.is_visible()


def test_a_question_is_answered_hinted_and_kept(visit):
    tab = visit()
    form = tab.locator("form.course-question").first
    field, said = form.get_by_label("du réseau 3-4-4-2"), form.get_by_role("status")
    assert tab.get_by_text("0 question sur 3").is_visible()
    entry = lectures.entries()["ch3_parametres"]
    field.fill("7000")
    field.press("Enter")
    assert said.inner_text() == f"✘ Pas encore. {entry['wrong']}"
    field.press("Enter")
    assert said.inner_text() == f"✘ Pas encore. {entry['wrong']} {entry['broader']}"
    field.fill("46")
    form.get_by_role("button", name="Vérifier").click()
    assert said.inner_text() == f"✔ Exact. {entry['right']}"
    tab.reload()
    assert tab.get_by_text("1 question sur 3").is_visible()
    assert said.inner_text().startswith("✔ Exact.")


def test_a_list_and_a_choice(visit):
    tab = visit()
    tab.get_by_label("Le pas, écrit [w0, w1]").fill("0,4 ; 1,6")
    tab.get_by_label("Le pas, écrit [w0, w1]").press("Enter")
    tab.get_by_label("Aux échecs").select_option("environnement")
    tab.get_by_label("Aux échecs").locator("..").get_by_role("button").click()
    assert tab.get_by_text("2 questions sur 3").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_accessible_and_narrow_enough(visit, scheme, width):
    tab = visit(width, color_scheme=scheme)
    tab.wait_for_selector("mjx-container mjx-math")
    tab.locator("form.course-question button").first.click()
    found = Axe().run(
        tab,
        context=".course-tools, .course-veil, .course-question, .course-frames, div[data-widget]",
        options={"preload": False},
    )
    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    for formula in tab.locator("mjx-container:not([display])").all():
        assert formula.evaluate("one => getComputedStyle(one).overflowX") == "visible"


def test_a_slider_moves_by_keyboard_and_says_its_values(visit):
    tab = visit()
    image, slope = tab.locator('img[alt^="Une droite."]'), tab.get_by_role("slider", name="pente")
    before = image.get_attribute("src")
    slope.press("ArrowRight")
    assert image.get_attribute("alt") == "Une droite. (pente : 2 ; sign : plus)"
    assert slope.get_attribute("aria-valuetext") == "2"
    first = image.get_attribute("src")
    tab.get_by_role("slider", name="sign").press("ArrowLeft")
    assert image.get_attribute("alt") == "Une droite. (pente : 2 ; sign : moins)"
    assert len({before, first, image.get_attribute("src")}) == 3
    tab.wait_for_function("one => one.complete && one.naturalWidth > 200", arg=image.element_handle())


def test_an_animation_plays_to_its_end(visit):
    tab = visit()
    tab.get_by_role("button", name="▶ Lire").click()
    tab.wait_for_selector('img[alt="Une droite qui s’allonge. (image : 5 sur 5)"]')
    tab.get_by_role("button", name="▶ Lire").wait_for()


def test_they_move_on_the_slides_too(browser, folder):
    tab, amiss = browser.new_page(viewport={"width": 1280, "height": 720}), []
    tab.on("pageerror", lambda error: amiss.append(str(error)))
    tab.on("requestfailed", lambda one: amiss.append(one.url))
    tab.goto((folder / "slides/01_debut.html").as_uri())
    tab.wait_for_selector("html[data-ready]")
    image, slope = tab.locator('img[alt^="Une droite."]'), tab.get_by_role("slider", name="pente")
    slope.press("ArrowRight")
    assert image.get_attribute("alt") == "Une droite. (pente : 2 ; sign : plus)"
    tab.wait_for_function("one => one.complete && one.naturalWidth > 200", arg=image.element_handle())
    box = slope.bounding_box()
    tab.mouse.click(box["x"] + 3, box["y"] + box["height"] / 2)
    assert image.get_attribute("alt") == "Une droite. (pente : 0,1 ; sign : plus)"
    tab.keyboard.press("PageDown")  # the mouse has left the slider: the lecture goes on
    tab.get_by_role("button", name="▶ Lire").press("Space")
    tab.wait_for_selector('img[alt="Une droite qui s’allonge. (image : 5 sur 5)"]')
    assert tab.evaluate("deck.getIndices().h") == 1
    assert "secret" not in tab.content() and amiss == []
    tab.close()


def test_an_empty_corner_is_no_header_and_the_sidebar_a_landmark(visit):
    tab = visit()
    assert tab.locator("article th").all_inner_texts() == ["prévu"]
    found = Axe().run(tab, options={"preload": False, "runOnly": ["region", "empty-table-header"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_widget_stands_below_its_cell(visit):
    tab = visit()
    box = tab.get_by_role("group", name="L’attention, à manipuler")
    assert box.get_by_role("status").inner_text() == "« autre » reçoit (0,67)."
    assert "x = 1" in tab.locator("div.cell:has(+ div[data-widget])").inner_text()


def test_frames_are_small_kept_and_not_ahead_of_their_time(folder):
    text = (folder / "_static/frames-data.js").read_text(encoding="utf-8")
    found = json.loads(text.removeprefix("window.COURSE_FRAMES = ").rstrip(";\n"))
    frames = {alt: record["frames"] for alt, record in found.items()}
    assert {alt: len(one) for alt, one in frames.items()} == {"Une droite.": 6, "Une droite qui s’allonge.": 5}
    stored = {path.name: path.stat().st_size for path in (folder / "_static/frames").glob("*.webp")}
    assert set(stored) == {name for one in frames.values() for name in one}
    assert sum(stored.values()) < 400_000
    course = Course.load(folder.parent / "course.toml")
    kept, again = moving.records(course, course.chapters[0])
    assert kept.is_dir() and len(again) == 3  # the third waits until TP1 is closed


# One source of rules, two languages: the same verdicts, of every question


def verdicts(id, answer, capsys):
    """What the notebook says of an answer given for the first time, and for the second."""
    lectures._failures.clear()
    said = []
    for _ in range(2):
        lectures.question(id, answer)
        said.append(capsys.readouterr().out.rstrip("\n"))
    return said


def test_the_same_verdicts_as_in_a_notebook(visit, capsys):
    tab, choices, count = visit(), words(), 0
    without_right, hints_met, hints = [], 0, 0
    for id, entry in lectures.entries().items():
        if id not in choices:
            continue  # the examples of the module's own text
        given = list(answers(id, entry, choices.get(id, set())))
        expected = [verdicts(id, answer, capsys) for answer, _ in given]
        page = tab.evaluate(
            "([id, entry, typed]) => typed.map((one) => "
            "[1, 2].map((tries) => courseQuestions.verdict(id, entry, one, tries).text))",
            [id, entry, [typed for _, typed in given]],
        )
        for (_, typed), notebook, shown in zip(given, expected, page, strict=True):
            assert shown == notebook, (id, typed)
        said = [first for first, _ in expected]
        without_right += [id] * (not any(text.startswith("✔") for text in said))
        met = {lectures.digest(id, answer) for answer, _ in given}
        hints_met += len(set(entry.get("hints", {})) & met)
        hints += len(entry.get("hints", {}))
        count += len(given)
    assert count > 5000
    print(f"{count} answers, {hints_met} of {hints} hints; no right answer known of {without_right}")
    assert without_right == [] and hints_met > hints / 2


def test_numbers_and_words_have_the_same_canonical_form(visit):
    tab = visit()
    numbers = [3.0, -0.0, 1e-05, 0.0001, 123456.789, 1e16, 1e22, 1 / 3, 5e-324, 2.5e-7, -12.5]
    texts = [" Dérivée ", "l’identité", "TRUE", "1e3", "1_000", "œuvre ﬁn", "λ²", "straße", ""]
    for values in (numbers, texts):
        expected = [lectures.canonical(one) for one in values]
        assert tab.evaluate("(values) => values.map(courseQuestions.canonical)", values) == expected


@pytest.mark.parametrize(
    "id, typed",
    [
        ("ch3_sigmoide_zero", ["0,25", "0.25", "1/4", ",25", " [0,25] ", "2,5e-1"]),
        ("ch3_gradient", ["-4 ; -6", "−4, −6", "[-4, -6]", "(-4,-6)", "-4 -6", "-4,0; -6,0"]),
        ("ch3_pas", ["0,4 ; 1,6", "0.4, 1.6", "0,4, 1,6", "2/5 ; 8/5", "[0.4,1.6]"]),
        ("ch1_raccourci", ["Faux", "false", "False", " faux "]),
        (
            "ch2_logique",
            ["ET, OU", '["ET", "OU"]', "OU et ET", "ET ; OU", '"ET", "OU"'],
        ),
    ],
)
def test_right_however_typed(visit, id, typed):
    entry = lectures.entries()[id]
    told = visit().evaluate(
        "([id, entry, typed]) => typed.map((one) => courseQuestions.verdict(id, entry, one).right)", [id, entry, typed]
    )
    assert told == [True] * len(typed)
