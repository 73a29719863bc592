"""The network: back-propagation through everything at once, weights that come and go."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn.activations import sigmoid
from course_utils.nn.batch_normalization import BatchNormalization
from course_utils.nn.dropout import Dropout
from course_utils.nn.gradients import numerical_gradient, relative_error
from course_utils.nn.layers import Activation, Dense, Flatten
from course_utils.nn.losses import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    MeanAbsoluteError,
    MeanSquaredError,
    one_hot,
)
from course_utils.nn.network import Network, dense_network

#: output activation and loss: the pairs that take the shortcut, and the same losses without it
HEADS = [
    ("sigmoid", BinaryCrossentropy()),
    ("softmax", CategoricalCrossentropy()),
    ("sigmoid", CategoricalCrossentropy()),
    ("softmax", BinaryCrossentropy()),
    ("softmax", MeanSquaredError()),
    ("sigmoid", MeanSquaredError()),
    ("linear", MeanSquaredError()),
    ("linear", MeanAbsoluteError()),
]


def randomise(network, rng):
    """Non-zero biases, γ and β too."""
    for parameter in network.parameters:
        parameter += rng.normal(0, 0.5, parameter.shape)
    return network


def cost_of(network, i, X, y, loss, training=False):
    """The loss as a function of the i-th parameter, as `numerical_gradient` wants it."""

    def cost(theta):
        parameter = network.parameters[i]
        stored = parameter.copy()
        parameter[...] = theta
        value = loss.value(network.forward(X, training), y)
        parameter[...] = stored
        return value

    return cost


@pytest.mark.parametrize(
    ("output", "loss"), HEADS, ids=lambda part: getattr(part, "lower", type(part).__name__.lower)()
)
@given(seed=st.integers(0, 10_000), sizes=st.lists(st.integers(1, 4), min_size=1, max_size=3))
@settings(deadline=None, max_examples=15)
def test_gradients_agree_with_differences(output, loss, seed, sizes):
    rng = np.random.default_rng(seed)
    network = randomise(dense_network([*sizes, 3], "tanh", output, rng), rng)
    X, y = rng.normal(size=(5, sizes[0])), one_hot(rng.integers(0, 3, 5), 3)
    network.backpropagate(X, y, loss)
    for i, gradient in enumerate(network.gradients):
        expected = numerical_gradient(cost_of(network, i, X, y, loss), network.parameters[i])
        assert relative_error(gradient, expected) < 1e-6


def test_gradients_through_every_kind_of_layer():
    rng = np.random.default_rng(2)
    network = Network(
        [
            BatchNormalization(2),
            Flatten(),
            Dense(12, 5, rng),
            BatchNormalization(5),
            Activation("relu"),
            Dropout(0.0, rng),
            Dense(5, 3, rng),
            Activation("softmax"),
        ]
    )
    randomise(network, rng)
    X, y, loss = rng.normal(size=(6, 3, 2, 2)), one_hot([0, 1, 2, 2, 1, 0], 3), CategoricalCrossentropy()
    network.backpropagate(X, y, loss)
    assert len(network.parameters) == len(network.gradients) == 8
    gradients = [gradient.copy() for gradient in network.gradients]
    for i, gradient in enumerate(gradients):
        expected = numerical_gradient(cost_of(network, i, X, y, loss, training=True), network.parameters[i])
        # a bias before a batch normalisation changes nothing: both gradients are rounding errors
        assert relative_error(gradient, expected) < 1e-6 or np.abs(expected).max() < 1e-9


def test_backward_gives_the_gradient_of_the_input():
    rng = np.random.default_rng(0)
    network, loss = randomise(dense_network([3, 4, 2], "tanh", "softmax", rng), rng), MeanSquaredError()
    X, y = rng.normal(size=(5, 3)), rng.random((5, 2))
    d_X = network.backward(loss.gradient(network.forward(X), y))
    assert relative_error(d_X, numerical_gradient(lambda X: loss.value(network.forward(X), y), X)) < 1e-6


def test_the_batch_gradient_is_the_mean_of_the_samples():
    rng = np.random.default_rng(0)
    network, loss = randomise(dense_network([3, 4, 2], "sigmoid", "sigmoid", rng), rng), MeanSquaredError()
    X, y = rng.normal(size=(5, 3)), rng.random((5, 2))
    network.backpropagate(X, y, loss)
    batch = [gradient.copy() for gradient in network.gradients]
    alone = []
    for i in range(5):
        network.backpropagate(X[[i]], y[[i]], loss)
        alone.append([gradient.copy() for gradient in network.gradients])
    for together, *samples in zip(batch, *alone, strict=True):
        assert np.allclose(together, np.mean(samples, axis=0))


def test_the_slides_by_hand_2_2_1():
    """δ = σ'(z) ⊙ ∂C/∂a and ∂C/∂w_jk = a_k δ_j, written out for one sample."""
    network = dense_network([2, 2, 1], "sigmoid", "sigmoid", np.random.default_rng(0))
    W1, b1, W2, b2 = network.parameters
    W1[...], b1[...] = [[0.5, -1.0], [2.0, 0.25]], [0.1, -0.3]
    W2[...], b2[...] = [[1.5, -0.75]], [0.2]
    x, y = np.array([1.0, 2.0]), 1.0
    a1 = sigmoid(W1 @ x + b1)
    a2 = sigmoid(W2 @ a1 + b2)
    delta2 = 2 * (a2 - y) * a2 * (1 - a2)
    delta1 = (W2.T @ delta2) * a1 * (1 - a1)
    network.backpropagate([x], [[y]], MeanSquaredError())
    for ours, by_hand in zip(
        network.gradients, [np.outer(delta1, x), delta1, np.outer(delta2, a1), delta2], strict=True
    ):
        assert np.allclose(ours, by_hand)


@pytest.mark.parametrize(
    ("sizes", "expected"), [([576, 288, 144, 1], 207_937), ([20, 128, 64, 1], 11_009), ([2, 1], 3)]
)
def test_number_of_parameters(sizes, expected):
    assert dense_network(sizes, "relu", "linear", np.random.default_rng(0)).n_parameters == expected


def test_weights_go_and_come_back_running_statistics_included():
    rng = np.random.default_rng(0)
    network = Network([Dense(2, 3, rng), BatchNormalization(3), Activation("tanh"), Dense(3, 1, rng)])
    X = rng.normal(size=(8, 2))
    weights, before = network.get_weights(), network.predict(X)
    network.backpropagate(X, np.zeros((8, 1)), MeanSquaredError())
    for parameter, gradient in zip(network.parameters, network.gradients, strict=True):
        parameter -= 0.5 * gradient
    assert not np.allclose(network.predict(X), before)
    network.set_weights(weights)
    assert np.array_equal(network.predict(X), before)
    network.parameters[0][...] = 0.0
    assert weights[0].any()  # they are copies


def test_says_which_weights_it_takes():
    network = dense_network([2, 1], "relu", "linear", np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"\(1, 2\), \(1,\)"):
        network.set_weights([np.zeros((2, 1)), np.zeros(1)])


def test_predicts_lists_and_integers():
    network = dense_network([2, 1], "relu", "linear", np.random.default_rng(0))
    assert network.predict([[1, 2]]).dtype == float


def test_what_every_layer_puts_out():
    rng = np.random.default_rng(0)
    network = dense_network([2, 3, 1], "tanh", "linear", rng)
    X = rng.normal(size=(4, 2))
    x, z1, a1, z2, a2 = network.layer_outputs(X)
    assert np.array_equal(x, X) and np.array_equal(a1, np.tanh(z1)) and z1.shape == (4, 3)
    assert np.array_equal(z2, network.layers[2].forward(a1)) and np.array_equal(a2, network.predict(X))
