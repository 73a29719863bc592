"""Every layer's backward pass against numerical differentiation, for its input and for each of its parameters."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn.batch_normalization import BatchNormalization
from course_utils.nn.dropout import Dropout
from course_utils.nn.gradients import numerical_gradient, relative_error
from course_utils.nn.layers import Activation, Dense, Flatten, Layer

#: name → a function that makes the layer anew from a seed, the same each time; and the shape of its input
LAYERS = {
    "dense 3-2": (lambda rng: Dense(3, 2, rng), (5, 3)),
    "dense 3-3": (lambda rng: Dense(3, 3, rng), (5, 3)),
    "dense 1-4, one sample": (lambda rng: Dense(1, 4, rng), (1, 1)),
    "sigmoid": (lambda rng: Activation("sigmoid"), (5, 3)),
    "tanh": (lambda rng: Activation("tanh"), (5, 3)),
    "relu": (lambda rng: Activation("relu"), (5, 3)),
    "softmax": (lambda rng: Activation("softmax"), (5, 3)),
    "linear": (lambda rng: Activation("linear"), (5, 3)),
    "flatten": (lambda rng: Flatten(), (5, 2, 3, 2)),
    "dropout": (lambda rng: Dropout(0.4, rng), (5, 3)),
    "batch normalisation": (lambda rng: BatchNormalization(3), (5, 3)),
    "batch normalisation of images": (lambda rng: BatchNormalization(2), (3, 2, 4, 2)),
}


def make(name, seed, parameters=None):
    """A layer of LAYERS, its parameters filled with `parameters` or with random numbers, biases included."""
    layer = LAYERS[name][0](np.random.default_rng(seed))
    rng = np.random.default_rng(seed + 1)
    for i, array in enumerate(layer.parameters):
        array[...] = rng.normal(size=array.shape) if parameters is None else parameters[i]
    return layer


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize("name", LAYERS)
@given(seed=st.integers(0, 10_000))
@settings(deadline=None, max_examples=10)
def test_backward_agrees_with_differences(name, training, seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=LAYERS[name][1])
    x += 0.01 * np.sign(x)  # away from the ReLU's corner
    layer = make(name, seed)
    parameters = [array.copy() for array in layer.parameters]
    out = layer.forward(x, training)
    d_out = rng.normal(size=out.shape)  # what comes from above is never uniform

    def cost(x, i=None, changed=None):
        values = [changed if j == i else array for j, array in enumerate(parameters)]
        return np.sum(d_out * make(name, seed, values).forward(x, training))

    d_x = layer.backward(d_out)
    assert d_x.shape == x.shape
    assert relative_error(d_x, numerical_gradient(cost, x)) < 1e-6
    assert len(layer.gradients) == len(layer.parameters)
    for i, gradient in enumerate(layer.gradients):
        expected = numerical_gradient(lambda changed, i=i: cost(x, i, changed), parameters[i])
        assert relative_error(gradient, expected) < 1e-6


@pytest.mark.parametrize("name", LAYERS)
def test_arguments_are_left_alone_and_all_is_float64(name):
    rng = np.random.default_rng(0)
    x = rng.normal(size=LAYERS[name][1])
    layer = make(name, 0)
    before = x.copy()
    out = layer.forward(x, training=True)
    d_out = rng.normal(size=out.shape)
    d_before = d_out.copy()
    d_x = layer.backward(d_out)
    assert np.array_equal(x, before) and np.array_equal(d_out, d_before)
    assert {array.dtype for array in (out, d_x, *layer.parameters, *layer.gradients)} == {np.dtype(float)}


def test_dense_is_w_x_plus_b_for_each_sample():
    rng = np.random.default_rng(0)
    layer = Dense(3, 2, rng)
    layer.b[...] = [1.0, -1.0]
    X = rng.normal(size=(4, 3))
    assert np.allclose(layer.forward(X), [layer.W @ x + layer.b for x in X])


def test_dense_starts_within_glorots_limits_and_from_rng_alone():
    layer, again = (Dense(300, 200, np.random.default_rng(7)) for _ in range(2))
    limit = np.sqrt(6 / 500)
    assert 0.99 * limit < np.abs(layer.W).max() <= limit
    assert not layer.b.any()
    assert np.array_equal(layer.W, again.W)


@pytest.mark.parametrize("shape", [(3,), (5, 2), (5, 3, 3)])
def test_dense_says_which_input_it_takes(shape):
    with pytest.raises(ValueError, match=r"\(n, 3\) attendue"):
        Dense(3, 2, np.random.default_rng(0)).forward(np.zeros(shape))


def test_an_unknown_activation_is_refused():
    with pytest.raises(ValueError, match="sigmoid, tanh"):
        Activation("sigmoïde")


@pytest.mark.parametrize("rate", [0.0, 0.3, 0.8])
def test_dropout_zeroes_its_share_and_keeps_the_mean(rate):
    x = np.ones((200, 200))
    layer = Dropout(rate, np.random.default_rng(0))
    out = layer.forward(x, training=True)
    assert set(np.unique(out)) <= {0.0, 1 / (1 - rate)}
    assert np.mean(out == 0) == pytest.approx(rate, abs=0.01)
    assert out.mean() == pytest.approx(1, abs=0.03)
    assert np.array_equal(layer.forward(x), x)
    if rate:
        assert not np.array_equal(layer.forward(x, training=True), out)  # a new mask each time


@pytest.mark.parametrize("rate", [-0.1, 1.0, 20])
def test_dropout_says_which_rates_there_are(rate):
    with pytest.raises(ValueError, match="taux"):
        Dropout(rate, np.random.default_rng(0))


def test_batch_normalisation_standardises_then_serves_its_running_statistics():
    rng = np.random.default_rng(0)
    layer = BatchNormalization(2, momentum=0.5, eps=0.0)
    for _ in range(40):
        x = rng.normal([5, -3], [2, 0.5], (4000, 2))
        out = layer.forward(x, training=True)
    assert np.allclose(out.mean(axis=0), 0, atol=1e-12) and np.allclose(out.std(axis=0), 1)
    assert np.allclose(layer.running_mean, [5, -3], atol=0.1)
    assert np.allclose(layer.running_variance, [4, 0.25], rtol=0.1)
    assert np.allclose(layer.forward(x)[:1], layer.forward(x[:1]))  # a prediction does not depend on the others
    assert np.allclose(layer.forward(x), (x - layer.running_mean) / np.sqrt(layer.running_variance))


def test_batch_normalisation_takes_a_constant_feature():
    assert np.array_equal(BatchNormalization(1).forward(np.full((4, 1), 7.0), training=True), np.zeros((4, 1)))


def test_a_new_layer_only_writes_what_differs():
    layer = Layer()
    assert layer.parameters == layer.gradients == layer.state == []
    with pytest.raises(NotImplementedError):
        layer.forward(np.zeros((1, 1)))
    with pytest.raises(NotImplementedError):
        layer.backward(np.zeros((1, 1)))
