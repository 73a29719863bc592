"""Optimizers: what they do to parameters and where they lead (test_nn_keras.py has their exact trajectories)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn.optimizers import SGD, Adam, Momentum, Optimizer, RMSprop

ALL = [SGD, Momentum, RMSprop, Adam]


def cut(vector):
    """Twelve numbers as arrays of several shapes."""
    return [vector[:6].reshape(2, 3), vector[6:7], vector[7:11].reshape(2, 2), vector[11:].reshape(())]


@pytest.mark.parametrize("kind", ALL)
@given(seed=st.integers(0, 1000))
@settings(deadline=None, max_examples=15)
def test_how_parameters_are_cut_into_arrays_does_not_matter(kind, seed):
    rng = np.random.default_rng(seed)
    whole = rng.normal(size=12)
    pieces = [np.array(piece) for piece in cut(whole)]
    one, several = kind(), kind()
    for _ in range(4):
        gradient = rng.normal(size=12)
        one.update([whole], [gradient])
        several.update(pieces, cut(gradient))
    assert np.array_equal(whole, np.concatenate([piece.ravel() for piece in pieces]))
    assert one.n_updates == 4


@pytest.mark.parametrize("kind", ALL)
def test_changes_in_place_and_leaves_the_gradients_alone(kind):
    parameter, gradient = np.ones((2, 2)), np.full((2, 2), 3.0)
    alias = parameter
    kind().update([parameter], [gradient])
    assert alias is parameter and (alias < 1).all()
    assert (gradient == 3.0).all()


@pytest.mark.parametrize("kind", ALL)
def test_goes_down_an_ill_conditioned_valley(kind):
    theta, optimizer = np.array([2.0, 2.0]), kind(learning_rate=0.01)
    scales = np.array([1.0, 30.0])
    for _ in range(1500):
        optimizer.update([theta], [scales * theta])
    assert np.abs(theta).max() < 0.02


def test_adam_starts_with_steps_of_the_learning_rate_whatever_the_scale():
    theta = np.zeros(3)
    Adam(learning_rate=0.01).update([theta], [np.array([1e-2, 1.0, -1e4])])
    assert np.allclose(theta, [-0.01, -0.01, 0.01], rtol=1e-2)


@pytest.mark.parametrize("kind", ALL)
def test_the_learning_rate_may_change_between_updates(kind):
    theta, optimizer = np.ones(2), kind()
    optimizer.update([theta], [np.ones(2)])
    before = theta.copy()
    optimizer.learning_rate = 0.0
    optimizer.update([theta], [np.zeros(2)])
    expected = before - 0.9 * 0.01 if kind is Momentum else before  # the inertia remains
    assert np.allclose(theta, expected)


def test_a_new_optimizer_only_writes_its_step():
    with pytest.raises(NotImplementedError):
        Optimizer(0.1).update([np.ones(1)], [np.ones(1)])
