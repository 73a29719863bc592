"""The experiments of the chapters: gradients read off a step are those of an independent oracle."""

import numpy as np
import pytest

from course_utils.experiments.deep_network import activations, deltas, fresh_network, weight_gradients
from course_utils.experiments.training import train
from course_utils.nn.gradients import numerical_gradient

X = np.random.default_rng(0).normal(size=(6, 2))
Y = np.array([0, 1, 1, 0, 1, 0])


def small(activation="tanh"):
    return fresh_network(activation, lambda n_in, n_out: 2 / (n_in + n_out), seed=1, layer_sizes=(2, 3, 4, 1))


def entropy(network):
    p = network.predict_proba(X)[:, 1]
    return -np.mean(np.where(Y == 1, np.log(p), np.log(1 - p)))


def test_weights_have_the_variance_that_was_asked_for():
    network = fresh_network("relu", lambda n_in, n_out: 2 / n_in, seed=0, layer_sizes=(200, 300, 100, 1))
    assert network.coefs_[0].var() == pytest.approx(2 / 200, rel=0.05)
    assert all(not b.any() for b in network.intercepts_)


@pytest.mark.parametrize("activation", ["logistic", "tanh", "relu"])
def test_weight_gradients_are_the_numerical_ones(activation):
    network = small(activation)
    found = weight_gradients(network, X, Y)
    for layer, W in enumerate(network.coefs_):
        start = W.copy()

        def cost(theta, W=W):
            W[...] = theta
            return entropy(network)

        expected = numerical_gradient(cost, start)
        W[...] = start
        assert np.allclose(found[layer], expected, atol=1e-7)


def test_deltas_make_the_weight_gradients():
    """∂C/∂W = the mean over the examples of (what comes in) × δ."""
    network = small()
    hidden, found = activations(network, X), deltas(network, X, Y)
    assert np.allclose(hidden[0].T @ found[1] / len(X), weight_gradients(network, X, Y)[1])


def test_reading_gradients_changes_nothing():
    network = small()
    before = [W.copy() for W in network.coefs_ + network.intercepts_]
    deltas(network, X, Y), weight_gradients(network, X, Y)
    assert all(np.array_equal(a, b) for a, b in zip(before, network.coefs_ + network.intercepts_, strict=True))


def test_training_goes_on_from_the_weights_that_are_there(recwarn):
    network = small()
    once = entropy(train(network, X, Y, 5))
    assert network.n_iter_ == 5 and not recwarn.list
    train(network, X, Y, 50)
    assert entropy(network) < once
