"""Convolution and pooling against scipy, Keras and numerical differentiation; a small LeNet that learns digits."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import correlate
from threadpoolctl import threadpool_limits

from course_utils.data import load_mnist
from course_utils.nn.convolution import Conv2D, output_size
from course_utils.nn.gradients import numerical_gradient, relative_error
from course_utils.nn.layers import Activation, Dense, Flatten
from course_utils.nn.losses import CategoricalCrossentropy, one_hot
from course_utils.nn.metrics import accuracy
from course_utils.nn.network import Network
from course_utils.nn.optimizers import Adam
from course_utils.nn.pooling import MaxPool2D, MeanPool2D
from course_utils.nn.training import train

POOLINGS = {"max": MaxPool2D, "mean": MeanPool2D}


@st.composite
def convolutions(draw):
    """A convolution with random parameters, images that it takes, and a generator to go on with."""
    kh, kw, padding, stride = (draw(st.integers(low, high)) for low, high in ((1, 4), (1, 4), (0, 2), (1, 3)))
    n, channels, filters = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(1, 3))
    height, width = (draw(st.integers(max(1, side - 2 * padding), 7)) for side in (kh, kw))
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    layer = Conv2D(channels, filters, (kh, kw), rng, padding, stride)
    layer.biases[...] = rng.normal(size=filters)
    return layer, rng.normal(size=(n, height, width, channels)), rng


@st.composite
def poolings(draw):
    """A pooling, images that it takes, and a generator."""
    size = draw(st.integers(1, 4))
    layer = POOLINGS[draw(st.sampled_from(sorted(POOLINGS)))](size, draw(st.sampled_from([None, 1, 2, 3])))
    shape = [draw(st.integers(1, 3)), draw(st.integers(size, 7)), draw(st.integers(size, 7)), draw(st.integers(1, 3))]
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    return layer, rng.normal(size=shape), rng


def check_gradients(layer, x, rng):
    """All that `backward` gives, against central differences, for an upstream gradient that is not uniform."""
    d_out = rng.normal(size=layer.forward(x).shape)
    assert relative_error(layer.backward(d_out), numerical_gradient(lambda x: cost(layer, x, d_out), x)) < 1e-6
    for parameter, gradient in zip(layer.parameters, [g.copy() for g in layer.gradients], strict=True):
        start = parameter.copy()

        def moved(values, parameter=parameter):
            parameter[...] = values
            return cost(layer, x, d_out)

        expected = numerical_gradient(moved, start)
        parameter[...] = start
        assert gradient.shape == parameter.shape and relative_error(gradient, expected) < 1e-6


def cost(layer, x, d_out):
    return np.sum(d_out * layer.forward(x))


# Convolution


@given(convolutions())
@settings(deadline=None, max_examples=40)
def test_forward_is_scipys_correlation(case):
    layer, x, _ = case
    p, s = layer.padding, layer.stride
    out = layer.forward(x)
    for n, f in np.ndindex(len(x), len(layer.biases)):
        padded = np.pad(x[n], ((p, p), (p, p), (0, 0)))
        expected = correlate(padded, layer.kernels[..., f], mode="valid")[::s, ::s, 0] + layer.biases[f]
        assert np.allclose(out[n, :, :, f], expected, atol=1e-12)
    sides = zip(x.shape[1:3], layer.kernels.shape[:2], strict=True)
    assert out.shape[1:3] == tuple(output_size(size, kernel, p, s) for size, kernel in sides)


@given(convolutions())
@settings(deadline=None, max_examples=20)
def test_backward_agrees_with_differences(case):
    check_gradients(*case)


def test_a_translated_image_gives_a_translated_map():
    rng = np.random.default_rng(0)
    layer, x = Conv2D(2, 3, 3, rng), rng.normal(size=(1, 9, 9, 2))
    moved = np.roll(x, (2, 1), axis=(1, 2))
    assert np.allclose(layer.forward(moved)[:, 2:, 1:], layer.forward(x)[:, :-2, :-1])


def test_a_convolution_of_the_whole_image_is_a_dense_layer():
    rng = np.random.default_rng(0)
    layer, x = Conv2D(2, 5, (4, 3), rng), rng.normal(size=(6, 4, 3, 2))
    dense = Dense(24, 5, rng)
    dense.W[...] = layer.kernels.reshape(24, 5).T
    assert np.allclose(layer.forward(x)[:, 0, 0], dense.forward(x.reshape(6, 24)))


def test_it_starts_within_glorots_limits_and_from_rng_alone():
    layer, again = (Conv2D(20, 30, 5, np.random.default_rng(7)) for _ in range(2))
    limit = np.sqrt(6 / (25 * 20 + 25 * 30))
    assert 0.99 * limit < np.abs(layer.kernels).max() <= limit and not layer.biases.any()
    assert np.array_equal(layer.kernels, again.kernels)


def test_single_precision_stays_single_and_close():
    rng = np.random.default_rng(0)
    double, single = Conv2D(2, 3, 3, rng), Conv2D(2, 3, 3, rng, dtype=np.float32)
    single.kernels[...] = double.kernels
    x, d_out = rng.normal(size=(4, 8, 7, 2)), rng.normal(size=(4, 6, 5, 3))
    for mine, precise in ((single.forward(x), double.forward(x)), (single.backward(d_out), double.backward(d_out))):
        assert mine.dtype == np.float32 and np.allclose(mine, precise, atol=1e-5)
    for mine, precise in zip(single.gradients, double.gradients, strict=True):
        assert mine.dtype == np.float32 and np.allclose(mine, precise, atol=1e-4)


@pytest.mark.parametrize("shape", [(8, 8, 2), (1, 8, 8, 3), (1, 2, 8, 2)])
def test_convolution_says_which_images_it_takes(shape):
    with pytest.raises(ValueError, match=r"attendue|n’entre pas"):
        Conv2D(2, 1, 3, np.random.default_rng(0)).forward(np.zeros(shape))


@pytest.mark.parametrize("kernel, padding, stride", [(0, 0, 1), (3, -1, 1), (3, 0, 0), (8, 1, 1)])
def test_sizes_that_make_no_sense_are_refused(kernel, padding, stride):
    with pytest.raises(ValueError, match=r"attendus|n’entre pas"):
        output_size(5, kernel, padding, stride)


# Pooling


@given(poolings())
@settings(deadline=None, max_examples=40)
def test_pooling_sums_up_each_window(case):
    layer, x, _ = case
    out = layer.forward(x)
    summed_up = np.max if isinstance(layer, MaxPool2D) else np.mean
    for n, i, j, c in np.ndindex(out.shape):
        top, left = i * layer.stride, j * layer.stride
        window = x[n, top : top + layer.size, left : left + layer.size, c]
        assert window.shape == (layer.size, layer.size)
        assert out[n, i, j, c] == pytest.approx(summed_up(window))
    assert out.shape[1:3] == tuple(output_size(size, layer.size, stride=layer.stride) for size in x.shape[1:3])


@given(poolings())
@settings(deadline=None, max_examples=20)
def test_pooling_backward_agrees_with_differences(case):
    check_gradients(*case)


@pytest.mark.parametrize("stride", [1, 2])
def test_a_tie_sends_its_gradient_once(stride):
    rng = np.random.default_rng(0)
    x = rng.integers(-2, 1, (3, 6, 6, 2)).astype(float)  # ties and negative maxima everywhere
    layer = MaxPool2D(2, stride)
    d_out = rng.normal(size=layer.forward(x).shape)
    d_x = layer.backward(d_out)
    assert d_x.sum() == pytest.approx(d_out.sum())
    if stride == 2:
        windows = d_x.reshape(3, 3, 2, 3, 2, 2)
        assert np.all(np.count_nonzero(windows, axis=(2, 4)) == 1)


def test_the_first_of_equal_maxima_gets_the_gradient():
    layer = MaxPool2D(2)
    layer.forward(np.zeros((1, 2, 2, 1)))
    assert layer.backward(np.ones((1, 1, 1, 1))).ravel().tolist() == [1, 0, 0, 0]


@pytest.mark.parametrize("pooling", POOLINGS.values())
def test_pooling_says_which_images_it_takes(pooling):
    with pytest.raises(ValueError, match="attendue"):
        pooling(2).forward(np.zeros((4, 4)))
    with pytest.raises(ValueError, match="n’entre pas"):
        pooling(3).forward(np.zeros((1, 2, 4, 1)))


# Both


@given(st.one_of(convolutions(), poolings()))
@settings(deadline=None, max_examples=20)
def test_arguments_are_left_alone(case):
    layer, x, rng = case
    before = x.copy()
    d_out = rng.normal(size=layer.forward(x).shape)
    d_before = d_out.copy()
    layer.backward(d_out)
    assert np.array_equal(x, before) and np.array_equal(d_out, d_before)


def lenet(rng, dtype=float):
    """A LeNet of 730 parameters, for quick trainings."""
    convolutions = [
        *(Conv2D(1, 4, 5, rng, padding=2, stride=2, dtype=dtype), Activation("relu"), MaxPool2D(2)),
        *(Conv2D(4, 8, 3, rng, dtype=dtype), Activation("relu"), MeanPool2D(2)),
    ]
    return Network([*convolutions, Flatten(), Dense(32, 10, rng), Activation("softmax")])


@pytest.mark.parametrize("dtype", [float, np.float32])
def test_a_small_lenet_learns_digits(dtype):
    images, labels = load_mnist()
    X, y = images[..., None] / 255, one_hot(labels, 10)
    rng = np.random.default_rng(0)
    network, adam = lenet(rng, dtype), Adam(0.01)
    with threadpool_limits(1):  # threads that wait for each other take longer than such small products
        train(network, X[:2000], y[:2000], CategoricalCrossentropy(), adam, epochs=4, batch_size=32, rng=rng)
    assert accuracy(network.predict(X[3000:]), y[3000:]) > 0.85


@pytest.fixture
def keras():
    """Keras, computing in float64."""
    keras = pytest.importorskip("keras")
    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    yield keras
    keras.config.set_floatx(before)


def test_values_and_gradients_are_keras(keras):
    """A whole network, strides, both paddings that Keras has and both poolings, with the same weights."""
    import tensorflow as tf

    rng = np.random.default_rng(0)
    layers = keras.layers
    ours = Network(
        [
            *(Conv2D(2, 4, (3, 5), rng), Activation("tanh"), MaxPool2D(3, 2)),
            *(Conv2D(4, 5, 3, rng, padding=1), Activation("relu"), MeanPool2D(2)),
            *(Conv2D(5, 3, 2, rng, stride=2), Flatten(), Dense(6, 3, rng), Activation("softmax")),
        ]
    )
    for parameter in ours.parameters:
        parameter += rng.normal(0, 0.2, parameter.shape)
    theirs = keras.Sequential(
        [
            keras.Input((19, 15, 2)),
            *(layers.Conv2D(4, (3, 5), activation="tanh"), layers.MaxPooling2D(3, strides=2)),
            *(layers.Conv2D(5, 3, padding="same", activation="relu"), layers.AveragePooling2D(2)),
            *(layers.Conv2D(3, 2, strides=2), layers.Flatten(), layers.Dense(3, activation="softmax")),
        ]
    )
    theirs.set_weights([w.T if w.ndim == 2 else w for w in ours.get_weights()])  # Keras' dense kernel is Wᵀ
    X, y = rng.normal(size=(5, 19, 15, 2)), one_hot([0, 2, 1, 1, 2], 3)
    with tf.GradientTape() as tape:
        images = tf.constant(X)
        tape.watch(images)
        outputs = theirs(images)
        loss = keras.losses.CategoricalCrossentropy()(y, outputs)
    *expected, expected_d_X = tape.gradient(loss, [*theirs.trainable_variables, images])
    assert np.allclose(ours.backpropagate(X, y, CategoricalCrossentropy()), outputs, atol=1e-5)
    for gradient, reference in zip(ours.gradients, expected, strict=True):
        reference = reference.numpy()
        assert np.allclose(gradient, reference.T if reference.ndim == 2 else reference, atol=1e-5)
    outputs = ours.forward(X)
    assert np.allclose(ours.backward(CategoricalCrossentropy().gradient(outputs, y)), expected_d_X, atol=1e-5)
