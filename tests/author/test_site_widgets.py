"""What one plays with on the site: the numbers are those of `course_utils.nn`, the fields answer, the pages hold it."""

import html
import json
import re
from pathlib import Path

import nbformat
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from course_admin.author import widgets
from course_admin.author.site import SCRIPTS
from course_admin.base.errors import CourseError
from course_admin.plan.course import Course
from course_utils.nn.attention import attention
from course_utils.nn.convolution import Conv2D
from course_utils.nn.network import dense_network
from course_utils.nn.optimizers import SGD

pytestmark = pytest.mark.assignments

COURSE = Course.load(Path(__file__).parents[2] / "course.toml")
PAGE = """<!DOCTYPE html><html lang="fr" data-theme="{theme}"><head><meta charset="utf-8"><title>Essai</title>
<meta name="viewport" content="width=device-width">
<style>* {{ box-sizing: border-box }} html {{ --pst-color-surface: {surface}; --pst-color-background: {surface};
--pst-color-text-base: {text}; --pst-color-text-muted: {text};
--pst-color-border: {text}; background: {surface}; color: {text} }}</style>
<style>{css}</style></head>
<body><main><h1>Essai</h1>{boxes}</main>{scripts}</body></html>"""


def asked():
    """The widgets of the chapters by name, each with the notebook that holds it."""
    found = {}
    for chapter in COURSE.chapters:
        notebook = nbformat.read(COURSE.sources / chapter.path, as_version=4)
        for cell in notebook.cells:
            if "widget" in cell.metadata:
                found[cell.metadata["widget"]["name"]] = dict(cell.metadata["widget"]), notebook
    return found


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """A function that writes a page with these widgets, in a theme, and returns its address."""
    scripts = [*SCRIPTS, *(f"widget-{name}.js" for name in widgets.NAMES)]
    code = [widgets.TEMPLATES / name for name in scripts if "-data" not in name]
    tags = "".join(f"<script>{path.read_text(encoding='utf-8')}</script>" for path in code)
    css = (widgets.TEMPLATES / "site.css").read_text(encoding="utf-8")

    def write(*wanted, theme="light"):
        boxes = "".join(f'<div data-widget="{html.escape(json.dumps(one))}"></div>' for one in wanted)
        surface, text = ("#ffffff", "#323232") if theme == "light" else ("#222832", "#ced6dd")
        path = tmp_path_factory.mktemp("page") / "page.html"
        text = PAGE.format(theme=theme, surface=surface, text=text, css=css, boxes=boxes, scripts=tags)
        path.write_text(text, encoding="utf-8")
        return path.as_uri()

    return write


@pytest.fixture
def visit(browser, page):
    """Open a page with the widget `name` as its chapter has it, or with all; nothing may have failed afterwards."""
    amiss, tabs = [], []

    def opened(*names, theme="light", width=900):
        found = asked()
        tab = browser.new_page(viewport={"width": width, "height": 900})
        tab.on("console", lambda message: amiss.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: amiss.append(str(error)))
        tab.goto(page(*(found[name][0] for name in names or widgets.NAMES), theme=theme))
        tabs.append(tab)
        return tab

    yield opened
    for tab in tabs:
        tab.close()
    assert amiss == []


def computed(tab, name, *given):
    """What the page's `compute` says of each list of arguments."""
    script = "([name, given]) => given.map((one) => courseWidgets.compute[name](...one))"
    return tab.evaluate(script, [name, [[to_json(one) for one in arguments] for arguments in given]])


def to_json(value):
    return value.tolist() if isinstance(value, np.ndarray) else value


def test_each_widget_is_in_a_chapter():
    assert sorted(asked()) == widgets.NAMES


def test_backpropagation_is_that_of_the_course(visit):
    rng = np.random.default_rng(0)
    draws = [(*rng.normal(size=(2, 2)), rng.normal(size=9) * 3, rng.uniform(0, 5)) for _ in range(50)]
    given = [(x, y[0], parameters, rate) for x, y, parameters, rate in draws]
    for (x, y, parameters, rate), shown in zip(given, computed(visit(), "backpropagation", *given), strict=True):
        network = dense_network([2, 2, 1], "sigmoid", "sigmoid", rng)
        W1, b1, W2, b2 = np.split(parameters, [4, 6, 8])
        network.set_weights([W1.reshape(2, 2), b1, W2.reshape(1, 2), b2])
        _, z1, a1, z2, a2 = network.layer_outputs(x[None])
        network.backward(2 * (a2 - y))
        gradient = np.concatenate([one.ravel() for one in network.gradients])
        SGD(rate).update(network.parameters, network.gradients)
        after = np.concatenate([one.ravel() for one in network.parameters])
        cost_after = (network.forward(x[None]).item() - y) ** 2
        expected = [*z1[0], *a1[0], *z2[0], *a2[0], (a2.item() - y) ** 2, *gradient, *after, cost_after]
        names = ("z1", "a1", "z2", "a2", "cost", "gradient", "after", "costAfter")
        np.testing.assert_allclose(np.hstack([shown[name] for name in names]), expected, rtol=0, atol=1e-6)
        np.testing.assert_allclose([*shown["delta1"], shown["delta2"]], [*gradient[4:6], gradient[8]], atol=1e-6)


def test_convolution_is_that_of_the_course(visit):
    rng = np.random.default_rng(0)
    given = [(rng.normal(size=(9, 9)), rng.normal(size=(3, 3)), at) for at in range(49)]
    for (pixels, kernel, at), shown in zip(given, computed(visit(), "convolution", *given), strict=True):
        layer = Conv2D(1, 1, 3, rng)
        layer.kernels[:, :, 0, 0] = kernel
        expected = layer.forward(pixels[None, :, :, None])[0, :, :, 0]
        np.testing.assert_allclose(shown["output"], expected, rtol=0, atol=1e-6)
        np.testing.assert_allclose(np.sum(shown["products"]), expected.flat[at], rtol=0, atol=1e-6)


@pytest.mark.parametrize("scaled", [True, False])
def test_attention_is_that_of_the_course(visit, scaled):
    rng = np.random.default_rng(0)
    given = [(rng.normal(size=4) * 9, rng.normal(size=(3, 4)), rng.normal(size=(3, 2)), scaled) for _ in range(50)]
    for (query, keys, values, _), shown in zip(given, computed(visit(), "attention", *given), strict=True):
        received, weights = attention(query[None] * (1 if scaled else 2), keys, values)  # √d = 2
        np.testing.assert_allclose(shown["weights"], weights[0], rtol=0, atol=1e-6)
        np.testing.assert_allclose(shown["received"], received[0], rtol=0, atol=1e-6)


def test_they_start_from_the_numbers_of_their_chapters():
    (backpropagation, third), (looking, eighth) = asked()["backpropagation"], asked()["attention"]
    code = next(cell.source for cell in third.cells if "x, y = np.array" in cell.source)
    numbers = {"np": np}
    for line in code.splitlines():
        if re.match(r"x, y =|W\d, b\d =", line):
            exec(line, numbers)
    x, y, W1, b1, W2, b2 = (numbers[name] for name in ("x", "y", "W1", "b1", "W2", "b2"))
    assert backpropagation["parameters"] == [*W1.ravel(), *b1, *W2.ravel(), *b2]
    assert (backpropagation["x"], backpropagation["y"]) == (list(x), y)
    text = next(cell.source for cell in eighth.cells if "Sa requête est" in cell.source)
    written = [[int(one) for one in re.findall(r"-?\d+", vector)] for vector in re.findall(r"\((-?\d[-\d, ]+)\)", text)]
    query, *pairs = [vector for vector in written if vector in (looking["query"], *looking["keys"], *looking["values"])]
    assert query == looking["query"]
    assert pairs == [one for pair in zip(looking["keys"], looking["values"], strict=True) for one in pair]


def test_a_number_is_changed_and_a_step_is_made(visit):
    tab = visit("backpropagation")
    said = tab.get_by_role("status")
    assert said.inner_text() == "C = (a²₁ − y)² = 0,467 ; après un pas : 0,198."
    tab.get_by_role("button", name="Faire un pas").press("Enter")
    assert said.inner_text().startswith("C = (a²₁ − y)² = 0,198 ;")
    assert tab.get_by_role("textbox", name="w¹₁₁").input_value() == "0,204266"
    tab.get_by_label("y", exact=True).press("ArrowUp")
    assert tab.get_by_label("y", exact=True).input_value() == "0,1"
    tab.get_by_role("textbox", name="w²₁₁").fill("beaucoup")
    assert said.inner_text() == "w²₁₁ : un nombre, par exemple 0,5."
    tab.get_by_role("button", name="Revenir au début").click()
    assert said.inner_text().startswith("C = (a²₁ − y)² = 0,467 ;")
    tab.get_by_label("le retour").check()
    assert "∂ = 0,296" in tab.locator("svg").text_content()
    tab.get_by_label("le pas").check()
    assert "→ 0,204" in tab.locator("svg").text_content()


def test_a_kernel_is_changed_and_its_window_moved(visit):
    tab = visit("convolution")
    tab.get_by_role("slider", name="Place de la fenêtre").press("End")
    assert tab.get_by_role("status").inner_text().startswith("Ligne 7, colonne 7 de la sortie : 1 = 1.")
    for line in (1, 2, 3):
        tab.get_by_label(f"ligne {line}").fill("1/9 1/9 ; 0,1111111111")
    assert tab.get_by_role("status").inner_text().endswith("Somme du noyau : 1.")
    assert tab.get_by_role("img", name="Sortie").locator("text").count() == 49
    tab.get_by_label("ligne 2").fill("1 ; 2")
    assert tab.get_by_role("status").inner_text() == "noyau, ligne 2 : 3 nombres séparés par « ; », par exemple 0,5."


def test_a_query_is_changed(visit):
    tab = visit("attention")
    assert tab.get_by_role("status").inner_text() == "« petite » reçoit (0,665 ; 0,245)."
    tab.get_by_label("requête").fill("0 ; 0 ; 0 ; 0")
    assert tab.get_by_role("status").inner_text() == "« petite » reçoit (0,333 ; 0,333)."
    assert tab.get_by_role("img").get_attribute("aria-label").startswith("la : score 0, poids 0,333")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_accessible_and_narrow_enough(visit, theme, width):
    tab = visit(theme=theme, width=width)
    found = Axe().run(tab, options={"preload": False})
    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.emulate_media(media="print")
    assert not any(box.is_visible() for box in tab.locator("div[data-widget]").all())


def test_a_widget_that_there_is_not_is_one_line():
    notebook = {"cells": [{"id": "a1", "metadata": {"widget": {"name": "retropropagation"}}}]}
    with pytest.raises(CourseError, match=r"a\.ipynb, cell a1: no widget 'retropropagation'; expected one of att"):
        widgets.check({"a.ipynb": json.dumps(notebook).encode()})
