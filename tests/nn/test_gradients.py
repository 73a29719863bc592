"""Numerical differentiation against derivatives that are known exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from course_utils.nn.gradients import numerical_gradient, relative_error

thetas = arrays(float, array_shapes(max_dims=3, max_side=3), elements=st.floats(-2, 2))


@given(thetas)
@settings(deadline=None, max_examples=50)
def test_any_shape(theta):
    before = theta.copy()
    gradient = numerical_gradient(lambda t: np.sum(np.sin(t) * t), theta)
    assert gradient.shape == theta.shape
    assert np.allclose(gradient, np.cos(theta) * theta + np.sin(theta), atol=1e-8)
    assert np.array_equal(theta, before)


def test_is_exact_on_a_quadratic_and_uses_eps():
    assert numerical_gradient(lambda t: t**3, 1.0, eps=0.5) == pytest.approx(
        3.25
    )  # 3θ² + ε², the error of central differences
    assert numerical_gradient(lambda t: t**2, 3.0, eps=0.5) == pytest.approx(6.0)


def test_a_plain_number_and_integers():
    assert numerical_gradient(lambda t: 2 * t, 3).shape == ()
    assert numerical_gradient(lambda t: t @ t, [1, 2]).dtype == float
    assert np.allclose(numerical_gradient(lambda t: t @ t, [1, 2]), [2, 4])


def test_f_may_keep_or_change_what_it_is_given():
    def scribbles(t):
        result = float(np.sum(t))
        t[...] = 99.0
        return result

    assert np.allclose(numerical_gradient(scribbles, np.zeros(3)), 1.0)


def test_relative_error():
    assert relative_error([0.0, 0.0], [0.0, 0.0]) == 0.0
    assert relative_error([], []) == 0.0
    assert relative_error([100.0], [101.0]) == pytest.approx(1 / 101)
    with pytest.raises(ValueError, match="même forme"):
        relative_error([1.0], [[1.0]])
