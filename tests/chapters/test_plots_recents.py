"""The figures of chapter 8 draw what they are given."""

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils.plots.attention import attention_map
from course_utils.plots.diffusion import arrows, clouds
from course_utils.plots.gallery import gallery
from course_utils.plots.measures import measures
from course_utils.plots.timeline import EVENTS, timeline


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def test_an_attention_map_writes_its_weights_and_shows_spaces():
    ax = attention_map(np.array([[0.25, 0.75]]), ["x"], ["a", " "])
    assert [text.get_text() for text in ax.texts] == ["0,25", "0,75"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "␣"]
    assert not attention_map(np.eye(7), "abcdefg").texts


def test_measures_go_through_the_means_in_order():
    ax = measures({"a": {10: [1, 3], 1: [4, 4]}}, scale=10, xscale="log", title="t")
    line = ax.containers[0].lines[0]
    assert line.get_xdata().tolist() == [1, 10] and line.get_ydata().tolist() == [40, 20]
    assert ax.get_title() == "t" and [tick.get_text() for tick in ax.get_xticklabels()] == ["1", "10"]


def test_bars_on_a_logarithmic_axis_are_factors():
    ax = measures({"a": {1: [0.1, 10]}}, yscale="log")
    low, high = ax.containers[0].lines[2][0].get_segments()[0][:, 1]
    assert (low, high) == pytest.approx((0.1, 10))


def test_clouds_and_arrows_share_a_square():
    axes = clouds([np.zeros((3, 2))] * 2, ["a", "b"])
    assert [ax.get_title() for ax in axes] == ["a", "b"] and axes[0].get_xlim() == axes[1].get_ylim()
    field = np.array([[1.0, 0.0], [100.0, 0.0]])
    ax = arrows(axes[0], np.zeros((2, 2)), field, np.zeros((3, 2)), "c", "k")
    quiver = ax.collections[-1]
    assert quiver.U[0] < 1 and quiver.U[1] == pytest.approx(1)  # direction kept, length bounded


def test_a_gallery_marks_what_is_wrong_and_leaves_no_frame_empty():
    axes = gallery(np.zeros((3, 4, 4, 3)), ["a", "b", "c"], columns=2, wrong=[1])
    assert [ax.get_title() for ax in axes.flat] == ["a", "✘ b", "c", ""]
    assert not axes.flat[3].axison


def test_the_timeline_is_in_order_and_names_each_model():
    years = [year for year, _, _ in EVENTS]
    assert years == sorted(years) and years[0] == 1958 and years[-1] == 2026
    words = " ".join(text.get_text() for text in timeline().texts)
    assert all(name in words for _, name, _ in EVENTS)


def test_settings_on_a_logarithmic_axis_are_written_in_french():
    ax = measures({"m": {1.6: [1, 2], 1000: [2, 3]}}, xscale="log")
    assert [label.get_text() for label in ax.get_xticklabels()] == ["1,6", "1\N{NARROW NO-BREAK SPACE}000"]
