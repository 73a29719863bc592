"""The reference networks against Keras: same weights, values, gradients and trajectories agree, all in float64."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import pytest

from course_utils.nn import losses, optimizers
from course_utils.nn.batch_normalization import BatchNormalization
from course_utils.nn.layers import Activation, Dense
from course_utils.nn.losses import one_hot
from course_utils.nn.network import Network, dense_network
from course_utils.nn.training import train

keras = pytest.importorskip("keras")
tf = pytest.importorskip("tensorflow")


@pytest.fixture(autouse=True)
def in_float64():
    """Keras computes in float32 unless told otherwise."""
    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx(before)


def transcribed(network):
    """The Keras model with the layers and the weights of `network`; Keras' kernel is the transpose of W."""
    model = keras.Sequential([keras.Input((network.layers[0].W.shape[1],))])
    for layer in network.layers:
        if isinstance(layer, Dense):
            theirs, weights = keras.layers.Dense(len(layer.b)), [layer.W.T, layer.b]
        elif isinstance(layer, Activation):
            theirs, weights = keras.layers.Activation(layer.name), []
        else:
            theirs, weights = keras.layers.BatchNormalization(), layer.state
        model.add(theirs)
        theirs.set_weights(weights)
    return model


def keras_gradients(model, X, y, loss):
    """Keras' outputs, loss and gradients of the trainable weights while training, kernels transposed as ours are."""
    with tf.GradientTape() as tape:
        outputs = model(X, training=True)
        value = loss(y, outputs)
    gradients = [gradient.numpy() for gradient in tape.gradient(value, model.trainable_variables)]
    return outputs.numpy(), float(value), [g.T if g.ndim == 2 else g for g in gradients]


def randomised(network, rng):
    """Non-zero biases, γ and β."""
    for parameter in network.parameters:
        parameter += rng.normal(0, 0.3, parameter.shape)
    return network


#: output activation, our loss, Keras' loss, and what ours is to be divided by with 3 outputs (see losses.py)
HEADS = {
    "mse": ("linear", losses.MeanSquaredError(), keras.losses.MeanSquaredError(), 3),
    "mae": ("linear", losses.MeanAbsoluteError(), keras.losses.MeanAbsoluteError(), 3),
    "binary": ("sigmoid", losses.BinaryCrossentropy(), keras.losses.BinaryCrossentropy(), 3),
    "categorical": ("softmax", losses.CategoricalCrossentropy(), keras.losses.CategoricalCrossentropy(), 1),
    "mse on a softmax": ("softmax", losses.MeanSquaredError(), keras.losses.MeanSquaredError(), 3),
}


@pytest.mark.parametrize("hidden", ["relu", "tanh", "sigmoid"])
@pytest.mark.parametrize("head", HEADS)
def test_values_and_gradients(head, hidden):
    output, ours, theirs, factor = HEADS[head]
    rng = np.random.default_rng(0)
    network = randomised(dense_network([4, 6, 6, 3], hidden, output, rng), rng)
    X, y = rng.normal(size=(5, 4)), one_hot([0, 2, 1, 1, 2], 3)
    expected_a, expected_value, expected = keras_gradients(transcribed(network), X, y, theirs)
    a = network.backpropagate(X, y, ours)
    assert np.allclose(a, expected_a, atol=1e-12)
    # Keras keeps probabilities 1e-7 away from 0 and 1: hence 1e-5 and not less
    assert ours.value(a, y) / factor == pytest.approx(expected_value, rel=1e-5)
    assert len(expected) == len(network.gradients)
    for gradient, reference in zip(network.gradients, expected, strict=True):
        assert np.allclose(gradient / factor, reference, atol=1e-5, rtol=1e-5)


def test_batch_normalisation():
    rng = np.random.default_rng(1)
    layers = [Dense(4, 5, rng), BatchNormalization(5), Activation("tanh"), Dense(5, 2, rng)]
    network = randomised(Network(layers), rng)
    model = transcribed(network)
    for _ in range(3):  # the running statistics accumulate
        X, y = rng.normal(2, 3, (6, 4)), rng.normal(size=(6, 2))
        expected_a, _, expected = keras_gradients(model, X, y, keras.losses.MeanSquaredError())
        assert np.allclose(network.backpropagate(X, y, losses.MeanSquaredError()), expected_a, atol=1e-10)
        for gradient, reference in zip(network.gradients, expected, strict=True):
            assert np.allclose(gradient / 2, reference, atol=1e-5)
    theirs = model.layers[1]
    assert np.allclose(layers[1].running_mean, theirs.moving_mean, atol=1e-10)
    assert np.allclose(layers[1].running_variance, theirs.moving_variance, atol=1e-10)
    assert np.allclose(network.predict(X), model(X, training=False), atol=1e-10)


def test_dense_starts_like_keras():
    ours = Dense(400, 300, np.random.default_rng(0)).W
    theirs = keras.layers.Dense(300)
    theirs.build((None, 400))
    assert ours.std() == pytest.approx(np.std(theirs.kernel), rel=0.01)
    assert np.abs(ours).max() == pytest.approx(np.abs(theirs.kernel).max(), rel=0.001)


OPTIMIZERS = {
    "sgd": (optimizers.SGD(0.1), keras.optimizers.SGD(0.1)),
    "sgd, default": (optimizers.SGD(), keras.optimizers.SGD()),
    "momentum": (optimizers.Momentum(0.05, 0.8), keras.optimizers.SGD(0.05, momentum=0.8)),
    "rmsprop": (optimizers.RMSprop(0.02, rho=0.8), keras.optimizers.RMSprop(0.02, rho=0.8)),
    "rmsprop, default": (optimizers.RMSprop(), keras.optimizers.RMSprop()),
    "adam": (optimizers.Adam(0.02, 0.8, 0.95), keras.optimizers.Adam(0.02, beta_1=0.8, beta_2=0.95)),
    "adam, default": (optimizers.Adam(), keras.optimizers.Adam()),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_optimizer_trajectory(name):
    ours, theirs = OPTIMIZERS[name]
    rng = np.random.default_rng(0)
    parameters = [rng.normal(size=(3, 2)), rng.normal(size=2)]
    variables = [keras.Variable(parameter) for parameter in parameters]
    for step in range(50):
        # large, small and vanishing gradients: the place of ε shows
        gradients = [rng.normal(size=p.shape) * 10.0 ** rng.integers(-6, 2, p.shape) for p in parameters]
        if step > 40:
            gradients = [np.zeros_like(gradient) for gradient in gradients]
        ours.update(parameters, gradients)
        theirs.apply(gradients, variables)
        for parameter, variable in zip(parameters, variables, strict=True):
            assert np.allclose(parameter, variable.numpy(), atol=1e-6, rtol=1e-6), f"step {step}"


def test_a_whole_training():
    """Full batches, so that no order is drawn: the losses of twenty epochs are Keras'."""
    rng = np.random.default_rng(0)
    network = dense_network([4, 8, 3], "tanh", "softmax", rng)
    X, y = rng.normal(size=(30, 4)), one_hot(rng.integers(0, 3, 30), 3)
    model = transcribed(network)
    model.compile(optimizer=keras.optimizers.Adam(0.05), loss="categorical_crossentropy")
    expected = model.fit(X, y, batch_size=30, epochs=20, verbose=0).history["loss"]

    adam = optimizers.Adam(0.05)
    history = train(network, X, y, losses.CategoricalCrossentropy(), adam, epochs=20, batch_size=30, rng=rng)
    assert np.allclose(history.history["loss"], expected, atol=1e-5)
