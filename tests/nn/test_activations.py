"""Activations against scipy and numerical differentiation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy import special

from course_utils.nn import activations
from course_utils.nn.activations import ACTIVATIONS
from course_utils.nn.gradients import numerical_gradient, relative_error

REFERENCES = {
    "sigmoid": special.expit,
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0.0),
    "linear": lambda z: z,
    "softmax": lambda z: special.softmax(z, axis=-1),
}
any_z = arrays(float, array_shapes(min_dims=1, max_dims=3, max_side=4), elements=st.floats(-1000, 1000))


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(z=any_z)
@settings(deadline=None, max_examples=60)
def test_value(name, z):
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        a = ACTIVATIONS[name][0](z)
    assert a.dtype == float and a.shape == z.shape
    assert np.allclose(a, REFERENCES[name](z), rtol=1e-12, atol=1e-300)


@pytest.mark.parametrize("name", ACTIVATIONS)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 4), k=st.integers(1, 4))
@settings(deadline=None, max_examples=40)
def test_backward_agrees_with_differences(name, seed, n, k):
    value, backward = ACTIVATIONS[name]
    rng = np.random.default_rng(seed)
    z = rng.normal(0, 2, (n, k))
    z += 0.01 * np.sign(z)  # away from the ReLU's corner, where there is no derivative
    d_a = rng.normal(size=(n, k))
    expected = numerical_gradient(lambda z: np.sum(d_a * value(z)), z)
    assert relative_error(backward(value(z), d_a), expected) < 1e-6 or np.abs(expected).max() < 1e-8


def test_softmax_backward_is_the_whole_jacobian():
    rng = np.random.default_rng(0)
    a, d_a = activations.softmax(rng.normal(size=(5, 4))), rng.normal(size=(5, 4))
    jacobians = [np.diag(row) - np.outer(row, row) for row in a]
    expected = np.array([jacobian.T @ d for jacobian, d in zip(jacobians, d_a, strict=True)])
    assert np.allclose(activations.softmax_backward(a, d_a), expected, atol=1e-14)
    assert not np.allclose(d_a * a * (1 - a), expected)  # the diagonal alone is something else


@given(any_z, st.floats(-100, 100))
@settings(deadline=None, max_examples=40)
def test_softmax_rows_are_probabilities_that_a_shift_leaves_alone(z, shift):
    a = activations.softmax(z)
    assert np.allclose(a.sum(axis=-1), 1) and np.all(a >= 0)
    assert np.allclose(activations.softmax(z + shift), a, atol=1e-9)


@pytest.mark.parametrize("name", ["sigmoid", "relu"])
def test_primes_agree_with_differences(name):
    z = np.linspace(-4, 4, 40)  # even, so 0 is not among them
    value, prime = getattr(activations, name), getattr(activations, f"{name}_prime")
    expected = [numerical_gradient(value, point) for point in z]
    assert np.allclose(prime(z), expected, atol=1e-9)


def test_conventions_at_zero_and_on_plain_numbers():
    assert activations.relu_prime(0) == 0
    assert activations.sigmoid(0) == 0.5 and activations.sigmoid_prime(0) == 0.25
    assert activations.sigmoid(-700.0) > 0  # no digit lost to 1 − 1
    assert activations.relu([1, -1]).dtype == float


def test_nan_is_not_hidden():
    for value, _ in ACTIVATIONS.values():
        assert np.isnan(value(np.array([np.nan, 1.0]))).any()
