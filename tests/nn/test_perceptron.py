"""The perceptron against its theory: the rule, Novikoff's bound, the pocket."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn.perceptron import Perceptron

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def separable(seed, margin=0.3, n=30):
    """A sample with its separator: unit vector `w`, bias `b`, no point nearer than `margin`."""
    rng = np.random.default_rng(seed)
    direction = rng.normal(size=2)
    direction /= np.linalg.norm(direction)
    X = rng.uniform(-3, 3, (n, 2))
    distance = X @ direction + 0.5
    keep = np.abs(distance) > margin
    return X[keep], (distance[keep] > 0).astype(int), np.append(direction, 0.5)


@pytest.mark.parametrize("y", [[0, 0, 0, 1], [0, 1, 1, 1], [1, 1, 1, 0]])
def test_learns_what_is_separable(y):
    model = Perceptron().fit(CORNERS, y)
    assert model.converged_
    assert model.predict(CORNERS).tolist() == y
    assert model.errors_[-1] == 0
    assert model.pocket_errors_ == 0


def test_cycles_on_xor_and_keeps_the_best_in_its_pocket():
    y = np.array([0, 1, 1, 0])
    model = Perceptron().fit(CORNERS, y, epochs=50, rng=np.random.default_rng(0))
    assert not model.converged_
    assert len(model.errors_) == 50
    assert len(np.unique(model.history_, axis=0)) < len(model.history_)  # it comes back to states that it was in
    assert np.sum(model.predict(CORNERS, pocket=True) != y) == model.pocket_errors_ == 1  # no line does better


@given(st.integers(0, 10_000), st.sampled_from([0.01, 0.5, 1.0, 100.0]))
@settings(deadline=None, max_examples=40)
def test_converges_within_the_mistake_bound(seed, learning_rate):
    X, y, separator = separable(seed)
    model = Perceptron(learning_rate).fit(X, y, epochs=10_000)
    inputs = np.column_stack([X, np.ones(len(X))])
    margin = np.min(np.abs(inputs @ separator)) / np.linalg.norm(separator)
    radius = np.max(np.linalg.norm(inputs, axis=1))
    assert model.converged_
    assert len(model.history_) - 1 <= (radius / margin) ** 2  # Novikoff, 1962
    assert np.array_equal(model.predict(X), y)


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=30)
def test_every_update_follows_the_rule(seed):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(12, 3)), rng.integers(0, 2, 12)
    model = Perceptron(0.25, initial_weights=[0.1, -0.2, 0.3], initial_bias=0.4, threshold=0.7).fit(X, y, epochs=5)
    assert np.allclose(model.history_[0], [0.1, -0.2, 0.3, 0.4])
    assert len(model.history_) == sum(model.errors_) + 1
    assert np.allclose(model.history_[-1], [*model.weights_, model.bias_])
    state, states = model.history_[0].copy(), [model.history_[0]]
    for _ in model.errors_:
        for x, target in zip(X, y, strict=True):
            output = 1 if x @ state[:3] + state[3] > 0.7 else 0
            if output != target:
                state = state + 0.25 * (target - output) * np.append(x, 1.0)
                states.append(state)
    assert np.allclose(model.history_, states)


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=20)
def test_the_pocket_is_the_best_state_met(seed):
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(15, 2)), rng.integers(0, 2, 15)
    model = Perceptron(threshold=0.7).fit(X, y, epochs=8)
    mistakes = [np.sum((X @ state[:2] + state[2] > 0.7) != y) for state in model.history_]
    assert model.pocket_errors_ == min(mistakes)
    assert np.sum(model.predict(X, pocket=True) != y) == min(mistakes)


def test_the_learning_rate_matters_only_away_from_zero():
    X, y, separator = separable(3)
    runs = [Perceptron(rate).fit(X, y, epochs=1000) for rate in (1.0, 2.0**-6, 2.0**6)]
    for model in runs[1:]:
        assert model.errors_ == runs[0].errors_
        assert np.allclose(model.history_ / model.learning_rate, runs[0].history_)
    elsewhere = [Perceptron(rate, -separator[:2], 1.0).fit(X, y, epochs=1000) for rate in (0.01, 100.0)]
    assert elsewhere[0].errors_ != elsewhere[1].errors_


def test_threshold_and_bias_are_the_same_thing():
    X, y, _ = separable(1)
    with_threshold = Perceptron(threshold=2.0, initial_bias=2.0).fit(X, y, epochs=500)
    with_bias = Perceptron().fit(X, y, epochs=500)
    assert np.allclose(with_threshold.history_[:, 2] - 2.0, with_bias.history_[:, 2])


def test_a_generator_changes_the_order_and_repeats():
    X, y, _ = separable(5, margin=0.05, n=60)
    runs = [Perceptron().fit(X, y, epochs=3, rng=np.random.default_rng(seed)).history_ for seed in (1, 1, 2)]
    assert np.array_equal(runs[0], runs[1])
    assert not np.array_equal(runs[0], runs[2])


def test_leaves_its_arguments_alone():
    X, y, start = CORNERS.astype(float), np.array([0, 0, 0, 1]), np.zeros(2)
    Perceptron(initial_weights=start).fit(X, y)
    assert np.array_equal(X, CORNERS) and np.array_equal(start, [0, 0])


@pytest.mark.parametrize(
    ("X", "y", "says"),
    [
        (CORNERS, [0, 1], "forme"),
        (CORNERS[:, 0], [0, 1, 1, 0], "forme"),
        (CORNERS, [-1, 1, 1, -1], "classes 0 et 1"),
    ],
)
def test_says_what_a_sample_should_be(X, y, says):
    with pytest.raises(ValueError, match=says):
        Perceptron().fit(X, y)


def test_says_what_initial_weights_should_be():
    with pytest.raises(ValueError, match="initial_weights"):
        Perceptron(initial_weights=[1.0, 2.0, 3.0]).fit(CORNERS, [0, 0, 0, 1])
