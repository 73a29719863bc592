"""TP3's visible checks: what they give away, and how they judge what no number can freeze."""

import ast
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_admin.marking.engine.standin import Standin
from course_utils.checks import engine, tp3
from course_utils.checks.tp3 import ex6_edges, ex7_model, ex8_training

SOURCES = [path.read_text(encoding="utf-8") for path in sorted(Path(tp3.__file__).parent.glob("*.py"))]


def test_nothing_that_students_receive_computes_an_answer():
    """No padding, no window, no correlation, no model, and nothing of a module that a TP withholds."""
    for node in (node for source in SOURCES for node in ast.walk(ast.parse(source))):
        assert not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.MatMult)
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"pad", "tensordot", "einsum", "sliding_window_view", "convolve", "layers", "fit"}
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            assert not any(name.startswith(("course_utils.nn", "course_admin", "keras", "scipy")) for name in names)


def test_hints_name_a_cause_and_no_formula():
    for task in tp3.TASKS.values():
        for text in (*task.hints.values(), task.broader):
            assert not any(sign in text for sign in ("np.", "//", "@", "**", "+=", "[:", "Conv2D(", "Flatten"))
            assert text.rstrip().endswith((".", "?"))


def test_the_frozen_numbers_are_small():
    assert Path(engine.__file__).with_name("tp3.json").stat().st_size < 150_000


def edges(function):
    """The law of exercise 6."""
    ex6_edges.check_edges(engine.Attempt(ex6_edges.EDGE_KERNELS, function))


def kernels(vertical, horizontal):
    return np.stack([vertical, horizontal], axis=-1).astype(float)[:, :, None]


numbers = st.floats(-5, 5).map(lambda x: round(x, 3))


@given(smooth=st.lists(st.floats(0.125, 3), min_size=3, max_size=3), scale=numbers.filter(bool), kind=st.integers(0, 3))
def test_a_difference_smoothed_along_the_edge_finds_edges(smooth, scale, kind):
    difference = [(-1, 0, 1), (-1, 1, 0), (0, 1, -1), (-1, 2, -1)][kind]
    kernel = scale * np.outer(smooth, difference)
    edges(lambda: kernels(kernel, -kernel.T))
    with pytest.raises(engine.CheckFailed) as failure:
        edges(lambda: kernels(kernel.T, kernel))
    assert failure.value.mistake == "contours_echanges"


@given(slope=st.floats(0.5, 2))
def test_a_slanting_difference_is_refused(slope):
    kernel = np.outer([1, 1, 1], [-1, 0, 1]) + slope * np.outer([-1, 0, 1], [1, 1, 1])
    with pytest.raises(engine.CheckFailed) as failure:
        edges(lambda: kernels(kernel, kernel.T))
    assert failure.value.mistake == "contours_dans_les_deux_sens"


def test_images_are_shifted_by_two_pixels_onto_an_empty_ground():
    images = np.random.default_rng(0).random((8, 6, 5, 1))
    moved = ex8_training.shifted_by_two(images)
    for index, (down, right) in enumerate([(2, 0), (-2, 0), (0, 2), (0, -2)] * 2):
        expected = np.roll(images[index], (down, right), axis=(0, 1))
        assert np.count_nonzero(moved[index]) == (6 - abs(down)) * (5 - abs(right))
        inside = moved[index] != 0
        assert np.array_equal(moved[index][inside], expected[inside])


def test_a_softmax_of_logits_is_told_from_probabilities():
    rng = np.random.default_rng(0)
    logits, y = rng.normal(size=(12, 4)), np.arange(12) % 4
    rows = ex7_model.softmax_of(logits)
    assert rows.sum(axis=1) == pytest.approx(np.ones(12))
    assert ex7_model.cross_entropy(rows, y) == pytest.approx(-np.mean(np.log(rows[np.arange(12), y])))


def test_a_name_that_is_looked_up_twice_means_the_same_training():
    session = object()
    assert Standin(session, 3, "train_cnn") == Standin(session, 3, "train_cnn")
    assert Standin(session, 3, "train_cnn") != Standin(session, 4, "train_cnn")
    assert Standin(session, 3, "train_cnn") != Standin(object(), 3, "train_cnn")
