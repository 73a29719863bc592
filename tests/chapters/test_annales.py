"""The paper-exam questions: each number of a worked answer is computed again, by code that shares nothing with it."""

import math
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from annales import PAGE, PAGES, holds, spaced

from course_admin.plan.course import Course
from course_utils.nn.autodiff import Value
from course_utils.nn.perceptron import Perceptron


def test_measures():
    accuracy = [(18 + 64) / 100, (27 + 46) / 100]
    cost = [12 * 10 + 6, 3 * 10 + 24]
    holds("1.1", *[f"{a:.2f}" for a in accuracy], *[str(c) for c in cost])


def test_folds():
    scores = [0.82, 0.78, 0.85, 0.80, 0.75]
    holds("1.2", f"{np.mean(scores):.2f}", f"{np.std(scores):.3f}", str(200 * 4 // 5), str(200 // 5))


def test_one_season_or_a_hundred():
    mean, spread, truth, announced = -1.2, 3.0, 64, 66
    above = (1 - math.erf(-mean / spread / math.sqrt(2))) / 2
    holds("1.5", f"{(announced - truth - mean) / spread:.2f}", f"{spread / math.sqrt(100):.2f}", f"{100 * above:.0f}")
    holds("1.5", f"{-mean / (spread / 10):.0f}", f"{-mean / spread:.1f}")


def test_perceptron_by_hand():
    X, y = [[1, 1], [2, 0], [0, 2], [-1, -1]], [1, 1, 0, 0]
    model = Perceptron().fit(X, y, epochs=10)
    assert model.history_[:3].tolist() == [[0, 0, 0], [1, 1, 1], [1, -1, 0]]
    assert model.history_[-1].tolist() == [3, -1, 1] and model.converged_
    assert (np.array(X) @ [3, -1] + 1).tolist() == [3, 7, -1, -1]


def test_perceptron_loss_by_hand():
    x, y, start = np.array([1, 2]), np.array([1]), [1, -1]
    model = Perceptron(initial_weights=start).fit(x[None], y, epochs=1)
    before, after = x @ start, x @ model.weights_ + model.bias_
    assert model.weights_.tolist() == [2, 1] and model.bias_ == 1
    losses = [max(0, -z) for z in (before, after)]
    assert losses == [1, 0]
    holds("2.3", f"z = {before}" if before >= 0 else f"= {before}", f"= {after:.0f}")


@pytest.mark.parametrize(
    ("w", "b", "y"), [((-1, -1), 1.5, [1, 1, 1, 0]), ((1, 0), -0.5, [0, 0, 1, 1])], ids=["nand", "first input"]
)
def test_given_weights_separate(w, b, y):
    assert [int(np.dot(w, x) + b > 0) for x in ((0, 0), (0, 1), (1, 0), (1, 1))] == y


def test_parameter_counts():
    sizes = [20, 64, 32, 3]
    layers = [n_in * n_out + n_out for n_in, n_out in pairwise(sizes)]
    holds("3.1", *map(spaced, [*layers, sum(layers)]))


def test_backpropagation_by_hand():
    def sigmoid(z):
        return 1 / (1 + (-z).exp())

    x = [1.0, 0.5]
    w1 = [[Value(0.4), Value(-0.2)], [Value(0.3), Value(0.8)]]
    b1 = [Value(0.1), Value(-0.5)]
    w2, b2 = [Value(0.5), Value(-0.6)], Value(0.2)
    z1 = [row[0] * x[0] + row[1] * x[1] + b for row, b in zip(w1, b1, strict=True)]
    a1 = [sigmoid(z) for z in z1]
    z2 = w2[0] * a1[0] + w2[1] * a1[1] + b2
    a2 = sigmoid(z2)
    cost = (a2 - 1) ** 2
    cost.backward()
    values = [a1[0], a1[1], z2, a2, cost]
    gradients = [a2, z2, w2[0], w2[1], a1[0], a1[1]]
    holds("3.2", *[f"{v.data:.3f}" for v in values], *[f"{v.grad:.3f}" for v in gradients])
    holds("3.2", *[f"{v.grad:.4f}" for v in (*z1, w1[0][0])], f"{0.5 - 0.5 * w2[0].grad:.3f}")


def test_descent_step():
    x, y = np.array([0, 1, 2]), np.array([1, 2, 5])

    def cost(w, b):
        return np.mean((w * x + b - y) ** 2)

    slope_w = (cost(1 + 1e-6, 0) - cost(1 - 1e-6, 0)) / 2e-6
    slope_b = (cost(1, 1e-6) - cost(1, -1e-6)) / 2e-6
    w, b = 1 - 0.1 * slope_w, -0.1 * slope_b
    holds("3.3", f"{cost(1, 0):.2f}", f"{slope_w:.2f}", f"{slope_b:.2f}", f"{w:.3f}", f"{b:.3f}", f"{cost(w, b):.2f}")


def test_vanishing_and_softmax():
    holds("3.4", f"{0.25**5:.5f}")
    total = sum(math.exp(z) for z in (2, 1, 0))
    holds("3.5", *[f"{math.exp(z) / total:.2f}" for z in (2, 1, 0)])


def test_starting_weights():
    holds("3.6", f"{2 / 200:.2f}", f"{(2 / 200) ** 0.5:.1f}", f"{1.5**10:.1f}")


def test_a_page_is_named_after_its_chapter_and_travels_with_it():
    chapters = {chapter.id for chapter in Course.load(Path(__file__).parents[2] / "course.toml").chapters}
    assert PAGES and {path.stem for path in PAGES} <= chapters


def test_each_question_has_points_minutes_and_an_answer():
    questions = re.findall(r"^## Question .*$", PAGE, flags=re.MULTILINE)
    assert len(questions) == PAGE.count("<details>") == PAGE.count("Barème") >= 10
    assert all(re.search(r"\(\d+ points?, \d+ minutes\)$", q) for q in questions)
