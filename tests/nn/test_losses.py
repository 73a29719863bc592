"""Losses: their convention, their gradients, and the shortcut of a cross-entropy through its activation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn.activations import ACTIVATIONS
from course_utils.nn.gradients import numerical_gradient, relative_error
from course_utils.nn.losses import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    MeanAbsoluteError,
    MeanSquaredError,
    one_hot,
)

LOSSES = {
    "mse": MeanSquaredError(),
    "mae": MeanAbsoluteError(),
    "binary": BinaryCrossentropy(),
    "categorical": CategoricalCrossentropy(),
}


def batch(seed, n, k):
    """Outputs that are probabilities, and one-hot targets."""
    rng = np.random.default_rng(seed)
    return rng.uniform(0.05, 0.95, (n, k)), one_hot(rng.integers(0, k, n), k)


@pytest.mark.parametrize("name", LOSSES)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 6), k=st.integers(1, 4))
@settings(deadline=None, max_examples=40)
def test_gradient_agrees_with_differences(name, seed, n, k):
    a, y = batch(seed, n, k)
    expected = numerical_gradient(lambda a: LOSSES[name].value(a, y), a)
    assert relative_error(LOSSES[name].gradient(a, y), expected) < 1e-6


@pytest.mark.parametrize("name", LOSSES)
def test_sums_over_the_outputs_and_averages_over_the_samples(name):
    a, y = batch(0, 6, 4)
    loss = LOSSES[name]
    assert loss.value(a, y) == pytest.approx(np.mean([loss.value(a[i : i + 1], y[i : i + 1]) for i in range(6)]))
    assert loss.value(a, y) == pytest.approx(sum(loss.value(a[:, [j]], y[:, [j]]) for j in range(4)))


@pytest.mark.parametrize(("name", "activation"), [("binary", "sigmoid"), ("categorical", "softmax")])
@given(seed=st.integers(0, 10_000), n=st.integers(1, 6), k=st.integers(1, 4))
@settings(deadline=None, max_examples=40)
def test_the_shortcut_is_the_product_of_both_derivatives(name, activation, seed, n, k):
    loss = LOSSES[name]
    value, backward = ACTIVATIONS[activation]
    assert loss.matched_activation == activation
    z, y = np.random.default_rng(seed).normal(size=(n, k)), batch(seed, n, k)[1]
    a = value(z)
    shortcut = loss.gradient_before_activation(a, y)
    assert np.allclose(shortcut, backward(a, loss.gradient(a, y)), atol=1e-12)
    assert relative_error(shortcut, numerical_gradient(lambda z: loss.value(value(z), y), z)) < 1e-6 or k == 1


@pytest.mark.parametrize(("name", "activation"), [("binary", "sigmoid"), ("categorical", "softmax")])
def test_certain_and_wrong_is_dear_but_finite(name, activation):
    a = ACTIVATIONS[activation][0](np.array([[1000.0, -1000.0]]))
    y = np.array([[0.0, 1.0]])
    loss = LOSSES[name]
    with np.errstate(all="raise", under="ignore"):
        assert 30 < loss.value(a, y) < 100
        assert np.isfinite(loss.gradient(a, y)).all()
        assert np.allclose(loss.gradient_before_activation(a, y), [[1.0, -1.0]])
    assert loss.value(1 - a, y) == pytest.approx(0, abs=1e-12)


def test_the_corner_of_the_absolute_error():
    assert MeanAbsoluteError().gradient([[1.0, 2.0]], [[1.0, 0.0]]).tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize("name", LOSSES)
def test_a_flat_target_is_refused_and_not_broadcast(name):
    for method in (LOSSES[name].value, LOSSES[name].gradient):
        with pytest.raises(ValueError, match=r"\(3, 1\) et \(3,\)"):
            method(np.full((3, 1), 0.5), np.zeros(3))


@pytest.mark.parametrize("labels", [[0.0, 1.0], [0, 3], [-1, 0], [[0, 1]]])
def test_one_hot_says_what_labels_should_be(labels):
    with pytest.raises(ValueError, match="entiers de 0 à 2"):
        one_hot(labels, 3)
