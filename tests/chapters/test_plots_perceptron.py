"""The figures of chapters 2 and 3: what they draw is what was computed, and their texts are French."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils.nn.autodiff import Value
from course_utils.nn.perceptron import Perceptron
from course_utils.plots import cost, descent, graph, initialisation, perceptron, short_number, xor

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_a_tree_goes_through_the_perceptron():
    left, _ = perceptron.tree_through_perceptron([6, 10], [0.5, -0.2], -0.5)
    assert "$z$ = 0,5" in texts(left) and "$o$ = 1" in texts(left) and "$w_2$ = −0,2" in texts(left)


def test_names_stay_inside_their_circles():
    left, _ = perceptron.tree_through_perceptron([6, 10], [0.5, -0.2], -0.5)
    left.figure.canvas.draw()
    circle = left.patches[0].get_window_extent()
    (name,) = [text for text in left.texts if text.get_text().startswith("branches")]
    box = name.get_window_extent()
    assert circle.x0 < box.x0 and box.x1 < circle.x1


def test_the_title_counts_the_errors():
    ax = perceptron.line_and_normal(CORNERS, [0, 1, 1, 1], [1, 1], -1.5)
    assert ax.get_title() == "2 erreur(s)"


def test_a_cycle_has_an_arrow_a_correction():
    model = Perceptron().fit(CORNERS, [0, 1, 1, 0], epochs=12)
    _, right = perceptron.cycle_of_states(model.errors_, model.history_[8:12])
    assert len([text for text in texts(right) if not text]) == 4 and "4 corrections" in right.get_title()


def test_the_rates_are_drawn_below_their_legend():
    rng = np.random.default_rng(3)
    X = np.vstack([rng.normal(-1.5, 0.5, (20, 2)), rng.normal(1.5, 0.5, (20, 2))])
    for ax in perceptron.learning_rates(X, np.repeat([0, 1], 20), (0.01, 1.0), [-3.0, 2.0]):
        assert ax.get_ylim()[1] > 1.3 * max(line.get_ydata().max() for line in ax.lines)


def test_what_each_logic_function_became():
    tables = {"ET": [0, 0, 0, 1], "XOR": [0, 1, 1, 0]}
    axes = perceptron.logic_functions(
        CORNERS, tables, {name: Perceptron().fit(CORNERS, y, epochs=20) for name, y in tables.items()}
    )
    assert "appris en" in axes[0].get_title() and "jamais appris" in axes[1].get_title()


def test_the_graph_shows_each_value_and_its_gradient():
    w, x, b = Value(2.0, label="w"), Value(3.0, label="x"), Value(-0.5, label="b")
    e = w * x + b
    c = e * e
    c.backward()
    ax = graph.computation_graph(c)
    written = texts(ax)
    for value in c.graph():
        assert f"∂ = {short_number(value.grad)}" in written
    assert "b\n−0,5" in written
    assert len([text for text in written if not text]) == 6, "an arrow an operand, e counted twice"


def test_unfinished_is_told_from_bouncing():
    """On θ² a rate of 0.001 has not arrived after 600 steps, a rate of 1 never does, one of 0.4 has."""

    def arrive(a, b, rate, steps):
        for _ in range(steps):
            a, b = a - rate * 2 * a, b - rate * 2 * b
        return np.stack([a, b], axis=-1)

    start, minima = np.full((1, 1), 5.0), np.zeros((1, 2))
    found = {rate: descent.basins_of(arrive, start, start, rate, minima)[0, 0] for rate in (0.4, 0.001, 1.0)}
    assert found == {0.4: 0, 0.001: 1, 1.0: 2}


def test_one_standardised_attribute_arrives_in_one_step():
    rng = np.random.default_rng(0)
    x = rng.normal(3, 1, 50)
    _, right = descent.excess_by_rate(x, 2 * x, rates=(0.1, 0.5))
    assert right.lines[1].get_ydata()[1] == pytest.approx(1e-3)


def test_measured_costs_are_written_on_the_figure():
    ax = cost.gradient_times(
        *({n: factor * n**power for n in (5, 65, 129)} for factor, power in ((1e-6, 1), (3e-6, 1), (2e-6, 2)))
    )
    assert texts(ax)[-1] == "× 86\nà 129 paramètres"
    labels = [text.get_text() for text in ax.get_legend().get_texts()]
    assert labels[1].endswith("par 2,0") and labels[2].endswith("par 4,0")


def test_histograms_take_gradients_that_vanish():
    rng = np.random.default_rng(0)
    signal = [rng.normal(size=(5, 4)) for _ in range(10)]
    dead = [np.where(g > 0, g, 0) for g in signal]
    assert initialisation.histograms_by_layer(signal, dead, "essai").shape == (4, 2)


def test_xor_writes_its_cost_in_french():
    states = np.random.default_rng(0).normal(size=(3, 10))
    _, axes = plt.subplots(1, 2)
    _, right = xor.two_planes(states, 2, axes)
    assert "," in right.get_title() and "." not in right.get_title()
