"""The experiments behind chapters 4 and 5: each is what its docstring says, on a size that takes a moment."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils.data import load_photos, load_runs
from course_utils.experiments.crowns import crowns
from course_utils.experiments.pictures import halved, shifted, tilted, turned, zoomed
from course_utils.experiments.splits import one_split
from course_utils.experiments.spread import spread


def test_a_split_scales_by_what_is_learnt_from():
    X, y, X_new, y_new = one_split("breast_cancer", 3)
    assert np.allclose(X.mean(axis=0), 0) and np.allclose(X.std(axis=0), 1)
    assert not np.allclose(X_new.mean(axis=0), 0, atol=1e-3) and len(y) + len(y_new) == 569


def test_spread_is_french_and_never_minus_zero():
    assert spread([-0.01, 0.0], 0, "%") == "0 ± 0 %" and spread([-1.25, -1.25], 2) == "−1,25 ± 0,00"


def test_crowns_have_the_spots_that_are_counted():
    X, y = crowns(30, np.random.default_rng(0))
    brown = X[..., 0] > 0.4
    assert X.shape == (30, 9, 9, 3) and np.array_equal(brown.any(axis=(1, 2)), y > 0)


def test_pictures_move_turn_and_shrink():
    X = np.zeros((2, 28, 28, 1), "float32")
    X[:, 10:14, 12:18] = 1
    assert np.array_equal(shifted(X, 2, -1)[:, 12:16, 11:17], X[:, 10:14, 12:18])
    assert np.allclose(turned(X, 90), np.rot90(X, axes=(1, 2)), atol=1e-5) and np.allclose(zoomed(X, 1.0), X, atol=1e-6)
    assert halved(X).shape == (2, 14, 14, 1) and halved(X).sum() == pytest.approx(X.sum() / 4)
    drawn = tilted(X, np.random.default_rng(0))
    assert drawn.shape == X.shape and not np.allclose(drawn[0], drawn[1]) and 0.5 < drawn.sum() / X.sum() < 1.5


def test_what_was_trained_is_there_for_five_seeds():
    runs = load_runs("chapitre5")
    weights = {name for name in runs if name.startswith("features")}
    assert all(len(values) == 5 and np.isfinite(values).all() for name, values in runs.items() if name not in weights)
    assert runs["features_2"].shape == (3, 3, 8, 16)
    images, sick = load_photos()
    assert images.shape == (1000, 16, 16, 3) and sick.sum() == 500


@pytest.mark.slow
def test_the_photographs_are_their_generators():
    from course_admin.author.photos import photographs

    images, sick = photographs()
    assert np.array_equal(images, load_photos()[0]) and np.array_equal(sick, load_photos()[1])


@pytest.mark.slow
def test_networks_of_a_seed_are_the_same_and_as_large_as_told():
    pytest.importorskip("keras")
    from course_utils.experiments.cnn import convolutional, deep_network, train

    X, y = np.random.default_rng(0).random((40, 28, 28, 1), "float32"), np.arange(40) % 10
    one, other = (train(convolutional, X, y, seed=1, epochs=1, batch_size=20)[1] for _ in range(2))
    assert one == other
    assert train(convolutional, X, y, seed=1, epochs=0)[0].count_params() == 12_766
    assert deep_network(True).count_params() == deep_network(False).count_params()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:You are using a softmax")  # the wrong pair, on purpose
def test_pairs_and_deep_networks_keep_their_seeds_apart():
    pytest.importorskip("keras")
    from course_utils.experiments.deep import train_deep
    from course_utils.experiments.pairs import symptom, train_pairs

    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(120, 5)), rng.integers(0, 2, (120, 1))
    found = train_pairs(X, y, X[:7], ["sigmoid", "softmax"], ["mse"], n_seeds=2, n_steps=3)
    assert found.shape == (2, 1, 2, 7, 1) and symptom(found[:, 0, 1]) == "répond\ntoujours 1"
    run = train_deep(rng.random((120, 64)), rng.integers(0, 10, 120), "sigmoid", True, n_seeds=2, epochs=1)
    assert run["loss"].shape == (2, 1) and run["start"].shape == (6, 120, 2, 16)
    assert np.allclose(run["start"].mean(axis=1), 0, atol=1e-4) and run["loss"][0] != run["loss"][1]


def test_the_figures_draw_what_they_are_given():
    from course_utils.plots.descents import descents
    from course_utils.plots.number_grid import number_grid
    from course_utils.plots.pairs import pair_grid
    from course_utils.plots.reliability import reliability
    from course_utils.plots.seeds import by_seed

    path = np.array([[1.0, 1.0], [0.5, 0.1], [0.0, 0.0]])
    left, right = descents({"SGD": path}, np.eye(2), 2, "Titre").axes[:2]
    assert left.get_title() == "Titre" and right.get_legend_handles_labels()[1] == ["SGD"]
    assert [text.get_text() for text in number_grid([[1.5, -2]], "Grille").texts] == ["1,5", "−2"]
    grid = pair_grid(np.array([[0.9, -2.0]]), [["", "nan"]], ["sigmoid", "relu"], ["mse"], 0, "T")
    words = [text.get_text() for text in grid.texts]
    assert words == ["0,90", "", "< −0,5", "nan"]
    assert len(reliability(np.full(20, 0.55), np.ones(20)).collections) == 1
    ax = by_seed({"a": [1, 2], "b": [3, 4]}, "y", "T", live={"b": 5})
    assert [line.get_ydata()[0] for line in ax.lines if line.get_marker() == "*"] == [5]
    plt.close("all")
