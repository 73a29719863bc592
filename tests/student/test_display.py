"""Figures in real kernels: what is stored, what is live, what nbval compares; and in a plain script."""

import base64
import io

import matplotlib.pyplot as plt
import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from PIL import Image

from course_utils import display

SETUP = """
import matplotlib.pyplot as plt
from course_utils.plots import animation_player, show, slider, style
style()
def draw(i):
    plt.plot([0, 1], [0, i])
"""
CELLS = {
    "show": "draw(3)\nshow(alt='Une droite & sa pente')",
    "slider": "slider(draw, alt='Une droite', i=[1, 2, 3], labels={'i': 'pente'})",
    "player": "animation_player(draw, 4, alt='Une droite qui monte')",
}


def run(monkeypatch, static):
    """The outputs of each cell, executed by a real kernel."""
    monkeypatch.setenv("COURSE_STATIC", "1") if static else monkeypatch.delenv("COURSE_STATIC", raising=False)
    notebook = new_notebook(cells=[new_code_cell(source) for source in (SETUP, *CELLS.values())])
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    return notebook, dict(zip(CELLS, (cell.outputs for cell in notebook.cells[1:]), strict=True))


@pytest.mark.slow
def test_a_static_notebook_stores_one_png_a_cell_with_its_alternative_text(monkeypatch):
    notebook, outputs = run(monkeypatch, static=True)
    for name, alt in (("show", "Une droite & sa pente"), ("slider", "Une droite"), ("player", "Une droite qui monte")):
        (output,) = outputs[name]
        assert set(output.data) == {"image/png", "text/plain"}
        assert output.metadata["image/png"]["alt"] == output.data["text/plain"] == alt
        assert len(output.data["image/png"]) < 55_000, "about 40 kB of PNG"
    assert "widgets" not in notebook.metadata
    nbformat.validate(notebook)

    from nbconvert import HTMLExporter

    page, _ = HTMLExporter(template_name="classic").from_notebook_node(notebook)
    assert 'alt="Une droite &amp; sa pente"' in page


@pytest.mark.slow
def test_two_static_runs_store_the_same(monkeypatch):
    first, second = (run(monkeypatch, static=True)[1] for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_a_live_notebook_adds_controls_above_the_same_figure(monkeypatch):
    _, outputs = run(monkeypatch, static=False)
    assert 'alt="Une droite &amp; sa pente"' in outputs["show"][0].data["text/html"]
    for name in ("slider", "player"):
        controls, figure = outputs[name]
        assert "application/vnd.jupyter.widget-view+json" in controls.data
        assert figure.data["text/html"].startswith('<img alt="Une droite')


def test_in_a_script_show_is_matplotlibs_and_closes_the_figure(monkeypatch):
    shown = []
    monkeypatch.setattr(plt, "show", lambda: shown.append(plt.get_fignums()))
    plt.subplots()
    display.show(alt="Un repère vide")
    assert len(shown) == 1 and shown[0] and not plt.get_fignums()


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_figure_without_alternative_text_is_refused(alt):
    with pytest.raises(ValueError, match="décrit la figure"):
        display.show(alt)


def test_a_slider_draws_its_initial_values(monkeypatch):
    drawn = []
    monkeypatch.setattr(display, "show", lambda alt, figure: drawn.append(alt))
    slider = lambda **options: display.slider(lambda **v: drawn.append(v), "alt", **options)  # noqa: E731
    slider(a=[1, 2, 3], b="xyz")
    slider(a=[1, 2, 3], b="xyz", initial={"a": 3})
    assert drawn == [{"a": 2, "b": "y"}, "alt", {"a": 3, "b": "y"}, "alt"]
    with pytest.raises(ValueError, match="sans valeurs : c"):
        slider(a=[1], initial={"c": 1})
    plt.close("all")


@pytest.mark.parametrize(("stored", "expected"), [(-1, 9), (0, 0), (4, 4)])
def test_a_player_stores_the_frame_asked(monkeypatch, stored, expected):
    drawn = []
    monkeypatch.setattr(display, "show", lambda alt, figure: None)
    display.animation_player(drawn.append, 10, "alt", stored=stored)
    assert drawn == [expected]
    plt.close("all")


def test_a_png_is_cropped_and_small():
    figure, ax = plt.subplots(figsize=(7.5, 4.5))
    ax.plot(range(100))
    image = Image.open(io.BytesIO(display._png(figure)))
    plt.close(figure)
    assert image.mode == "P" and image.width <= 750
    assert len(base64.b64encode(display._png(figure))) < 40_000


def test_axes_have_decimal_commas_unless_a_notebook_chose_their_labels():
    figure, (usual, chosen) = plt.subplots(1, 2)
    for ax in (usual, chosen):
        ax.set(xlim=(0, 1), ylim=(-1, 1))
    chosen.set_xticks([0, 1], ["v1.0", "v1.1"])
    display._png(figure)
    assert [text.get_text() for text in usual.get_yticklabels()][:2] == ["−1,00", "−0,75"]
    assert [text.get_text() for text in chosen.get_xticklabels()] == ["v1.0", "v1.1"]
    plt.close(figure)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.18, "0,18"), (-0.5, "−0,5"), (-2, "−2"), (10_000, "10\u202f000"), (600, "600"), ("a-b.c", "a-b.c")],
)
def test_a_slider_shows_its_values_in_french(value, text):
    assert display._text(value) == text
