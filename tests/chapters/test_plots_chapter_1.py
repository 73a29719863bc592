"""The figures of chapter 1: what is drawn is what was given."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils.data import load_arbres
from course_utils.experiments import mountain as forest
from course_utils.experiments.lines import Lines
from course_utils.experiments.polynomials import learn
from course_utils.plots.frontiers import ringed_errors
from course_utils.plots.function_space import both
from course_utils.plots.hypothesis_space import line_and_point
from course_utils.plots.kfold import folds
from course_utils.plots.mountain import mountain
from course_utils.plots.redraws import mean_bars, redraws

TABLE = {"ici": {"a": [1.0, 3.0], "b": [4.0]}, "là": {"b": [5.0, 7.0]}}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def test_every_draw_is_a_dot_and_every_mean_a_bar():
    ax = redraws(TABLE)
    dots = [dot for one in ax.collections for dot in one.get_offsets()[:, 1]]
    assert sorted(dots) == [1, 3, 4, 5, 7]
    assert [line.get_ydata()[0] for line in ax.lines] == [2, 4, 6]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["a", "b"]


def test_a_bar_says_its_mean_with_a_comma():
    ax = mean_bars(TABLE, digits=1)
    assert [text.get_text() for text in ax.texts] == ["2,0", "4,0", "6,0"]
    assert [bar.get_height() for bar in ax.patches] == [2, 4, 6]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["ici", "là"]


def test_each_fold_validates_once():
    words = [text.get_text() for text in folds(["un", "deux", "trois"], scores=[80, 90, 85]).texts]
    assert words.count("validation") == 3 and words.count("apprentissage") == 6 and "P = 90 %" in words


def test_errors_are_counted_and_ringed():
    X, y = load_arbres(2025)
    _, ax = plt.subplots()
    count = ringed_errors(lambda X: np.zeros(len(X)), X, y, ax, "2025")
    assert count == y.sum() and f"{count} erreurs sur 300" in ax.get_title()


def test_the_others_draw_on_named_axes():
    X, y = load_arbres(2025)
    lines = Lines(X, y)
    for ax in line_and_point(lines, X, y, [(0, 20), (3, 25)]):
        assert ax.has_data() and ax.get_xlabel() and ax.get_ylabel()
    Q = np.zeros((len(forest.KINDS), 4))
    Q[forest.START] = [0, 0, 0, 1]
    ax = mountain(Q)
    assert {"départ", "refuge", "crevasse", "rocher"} <= {text.get_text() for text in ax.texts}
    learnt = np.array([learn(1, 25, 0.3, np.random.default_rng(seed)) for seed in range(10)])
    assert len(both(learnt).axes) == 2
