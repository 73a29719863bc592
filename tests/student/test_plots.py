"""The figures: what they draw is what they were given, and each fits in a small PNG."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_hex, to_rgb

from course_utils import plots
from course_utils.data import load_arbres, load_mnist
from course_utils.display import _png


@pytest.fixture(autouse=True)
def styled():
    """Every figure in the course's style, closed afterwards; no more than 40 kB each."""
    with plt.rc_context():
        plots.style()
        yield
        for number in plt.get_fignums():
            assert len(_png(plt.figure(number))) <= 40_000
        plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_neighbouring_colours_differ_in_lightness_or_marker():
    assert len(set(plots.COLORS)) == len(set(plots.MARKERS)) == 8
    lightness = [np.dot(to_rgb(colour), [0.2126, 0.7152, 0.0722]) for colour in plots.COLORS[:2]]
    assert abs(lightness[0] - lightness[1]) > 0.05


def test_every_function_draws_on_the_axes_it_is_given_and_returns_them():
    X, y = load_arbres(2025)
    draw = {
        "points": lambda ax: plots.points(X, y, ax=ax),
        "trees": lambda ax: plots.trees(X, y, ax=ax),
        "decision_regions": lambda ax: plots.decision_regions(lambda X: X[:, 0] > 7, X, y, ax=ax),
        "learning_curves": lambda ax: plots.learning_curves({"loss": [2, 1]}, ax=ax),
        "loss_curve": lambda ax: plots.loss_curve(np.square, (-1, 1), ax=ax),
        "loss_landscape": lambda ax: plots.loss_landscape(np.sum, (0, 1), (0, 1), ax=ax),
        "confusion_matrix": lambda ax: plots.confusion_matrix([0, 1], [0, 1], ax=ax),
        "gradient_norms": lambda ax: plots.gradient_norms({"ReLU": [1, 2]}, ax=ax),
        "images": lambda ax: plots.images(np.zeros((2, 4, 4)), ax=ax),
        "network_diagram": lambda ax: plots.network_diagram([2, 1], ax=ax),
    }
    assert set(draw) == {n for n in plots.__all__ if n.islower()} - {"animation_player", "show", "slider", "style"}
    for function in draw.values():
        _, ax = plt.subplots()
        assert function(ax) is ax and plt.get_fignums() == [ax.figure.number] and ax.has_data()
        assert not ax.axison or (ax.get_xlabel() and ax.get_ylabel()), "axes are named"
        plt.close(ax.figure)


def test_trees_are_split_by_label():
    X, y = load_arbres(2025)
    healthy, sick = plots.trees(X, y).collections
    assert np.array_equal(healthy.get_offsets(), X[y == 0]) and np.array_equal(sick.get_offsets(), X[y == 1])
    assert to_hex(healthy.get_facecolor()[0]).upper() == plots.BLUE
    assert to_hex(sick.get_facecolor()[0]).upper() == plots.VERMILION


def test_the_frontier_lies_where_the_prediction_changes():
    X = np.random.default_rng(0).uniform(0, 10, (50, 2))
    ax = plots.decision_regions(lambda X: (X[:, 0] > 4).astype(int), X, (X[:, 0] > 4).astype(int))
    frontier = next(c for c in ax.collections if type(c).__name__.endswith("ContourSet"))
    vertices = np.concatenate([path.vertices for path in frontier.get_paths()])
    assert vertices[:, 0] == pytest.approx(4, abs=0.1)


@pytest.mark.parametrize("labels", [[-1, 1], [0, 1, 2], ["a", "b"]])
def test_regions_take_any_labels(labels):
    X = np.arange(12.0).reshape(6, 2)
    y = np.resize(labels, 6)
    plots.decision_regions(lambda X: np.resize(labels, len(X)), X, y, resolution=20)


@pytest.mark.parametrize("shape", [(-1,), (-1, 1)])
def test_probabilities_come_in_either_shape(shape):
    X, y = load_arbres(2025)
    plots.decision_regions(lambda X: (1 / (1 + np.exp(7 - X[:, 0]))).reshape(shape), X, y, probability=True)


def test_a_band_is_one_standard_deviation_about_the_mean():
    runs = np.array([[1.0, 2.0], [3.0, 6.0]])
    ax = plots.learning_curves({"val_loss": runs}, x=[10, 20])
    (line,) = ax.lines
    assert list(line.get_xdata()) == [10, 20] and list(line.get_ydata()) == [2, 4]
    band = ax.collections[0].get_paths()[0].vertices
    assert (band[:, 1].min(), band[:, 1].max()) == (1, 6)
    assert ax.get_legend().get_texts()[0].get_text() == "validation"


@pytest.mark.parametrize("log", [False, True])
def test_the_path_is_drawn_on_the_landscape(log):
    path = np.array([[-3, 1], [-1, 0.5], [0, 0]])
    ax = plots.loss_landscape(lambda t: t[0] ** 2 + 10 * t[1] ** 2, (-4, 4), (-2, 2), path, log=log)
    assert np.array_equal(ax.lines[0].get_xydata(), path)
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["descente", "départ", "arrivée"]


def test_the_path_is_drawn_on_the_curve():
    ax = plots.loss_curve(lambda t: t**2, (-2, 2), path=[[2.0], [1.0]])
    assert np.array_equal(ax.lines[1].get_xydata(), [[2, 4], [1, 1]])


def test_the_confusion_matrix_counts_like_scikit_learn():
    from sklearn.metrics import confusion_matrix

    rng = np.random.default_rng(0)
    y, y_pred = rng.integers(0, 10, (2, 500))
    drawn = np.array(texts(plots.confusion_matrix(y, y_pred)), dtype=int).reshape(10, 10)
    assert np.array_equal(drawn, confusion_matrix(y, y_pred))


def test_pictures_keep_their_titles():
    images, labels = load_mnist()
    assert texts(plots.images(images[:10], labels[:10])) == [str(label) for label in labels[:10]]


def test_the_diagram_of_a_2_2_1_network_shows_every_number_once():
    rng = np.random.default_rng(0)
    shapes = [(2, 2), (1, 2)]
    weights, weight_gradients = ([rng.normal(size=shape) for shape in shapes] for _ in range(2))
    biases, bias_gradients = ([rng.normal(size=shape[0]) for shape in shapes] for _ in range(2))
    activations = [rng.normal(size=n) for n in (2, 2, 1)]
    ax = plots.network_diagram([2, 2, 1], weights, biases, activations, weight_gradients, bias_gradients)
    written = " ".join(texts(ax)).split()
    for array in [*weights, *biases, *activations, *weight_gradients, *bias_gradients]:
        for value in np.ravel(array):
            assert written.count(plots.short_number(value)) == 1
    assert f"$w^{{1}}_{{12}}$ = {plots.short_number(weights[0][0, 1])}" in texts(ax), "from input 2 to neuron 1"
    assert len(ax.lines) == 6 and len(ax.patches) == 5


def test_a_wide_layer_is_cut_by_dots():
    ax = plots.network_diagram([4, 20, 3])
    assert texts(ax) == ["⋮", "20 neurones"]
    assert len(ax.patches) == 4 + 6 + 3


def test_labels_of_the_2_2_1_network_do_not_overlap():
    ones = [np.full((2, 2), -0.123), np.full((1, 2), -0.123)]
    biases = [np.full(2, -0.123), np.full(1, -0.123)]
    ax = plots.network_diagram([2, 2, 1], ones, biases, [np.ones(2), np.ones(2), np.ones(1)], ones, biases)
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts if text.get_rotation() == 0]
    shrunk = [box.shrunk_to_aspect(box.height / box.width).padded(-2) for box in boxes]
    assert not any(a.overlaps(b) for i, a in enumerate(shrunk) for b in shrunk[:i])


def test_axes_that_are_already_named_keep_their_names():
    _, ax = plt.subplots()
    ax.set(xlabel="branches cassées")
    plots.points([[0, 1], [1, 0]], [0, 1], ax)
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("branches cassées", "$x_2$")
