"""The layers of chapter 8 (attention, layer normalisation, embedding, recurrence): differences, Keras, laws."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn.attention import MultiHeadAttention, attention, causal_mask
from course_utils.nn.embedding import Embedding
from course_utils.nn.gradients import numerical_gradient, relative_error
from course_utils.nn.layer_normalization import LayerNormalization
from course_utils.nn.recurrent import SimpleRNN

#: name → a function that makes the layer from a generator, and the shape of its input
LAYERS = {
    "attention, one head": (lambda rng: MultiHeadAttention(4, 1, rng), (2, 3, 4)),
    "attention, two heads": (lambda rng: MultiHeadAttention(4, 2, rng), (2, 3, 4)),
    "attention, causal": (lambda rng: MultiHeadAttention(4, 2, rng, causal=True), (2, 4, 4)),
    "attention, one place": (lambda rng: MultiHeadAttention(2, 1, rng), (1, 1, 2)),
    "layer normalisation": (lambda rng: LayerNormalization(4), (3, 4)),
    "layer normalisation of sequences": (lambda rng: LayerNormalization(3), (2, 5, 3)),
    "recurrent": (lambda rng: SimpleRNN(2, 3, rng), (2, 5, 2)),
    "recurrent, one step": (lambda rng: SimpleRNN(3, 2, rng), (2, 1, 3)),
}


def make(name, seed, parameters=None):
    """A layer of LAYERS, its parameters filled with `parameters` or with random numbers, biases included."""
    layer = LAYERS[name][0](np.random.default_rng(seed))
    rng = np.random.default_rng(seed + 1)
    for i, array in enumerate(layer.parameters):
        array[...] = rng.normal(size=array.shape) if parameters is None else parameters[i]
    return layer


@pytest.mark.parametrize("name", LAYERS)
@given(seed=st.integers(0, 10_000))
@settings(deadline=None, max_examples=10)
def test_backward_agrees_with_differences(name, seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=LAYERS[name][1])
    layer = make(name, seed)
    parameters = [array.copy() for array in layer.parameters]
    d_out = rng.normal(size=layer.forward(x).shape)

    def cost(x, i=None, changed=None):
        values = [changed if j == i else array for j, array in enumerate(parameters)]
        return np.sum(d_out * make(name, seed, values).forward(x))

    before = x.copy(), d_out.copy()
    d_x = layer.backward(d_out)
    assert np.array_equal(x, before[0]) and np.array_equal(d_out, before[1])
    assert relative_error(d_x, numerical_gradient(cost, x)) < 1e-6 and d_x.shape == x.shape
    for i, gradient in enumerate(layer.gradients):
        expected = numerical_gradient(lambda changed, i=i: cost(x, i, changed), parameters[i])
        assert relative_error(gradient, expected) < 1e-6


def test_embedding_sums_the_gradients_of_a_repeated_symbol():
    layer = Embedding(4, 3, np.random.default_rng(0))
    x = np.array([[1, 2, 1], [0, 1, 1]])
    d_out = np.random.default_rng(1).normal(size=(2, 3, 3))
    assert np.array_equal(layer.forward(x)[0, 1], layer.table[2])
    assert layer.backward(d_out) is None

    def cost(table):
        return np.sum(d_out * table[x])

    assert relative_error(layer.d_table, numerical_gradient(cost, layer.table.copy())) < 1e-6
    assert not layer.d_table[3].any()


@pytest.mark.parametrize("x", [[[4]], [[-1]], [[0.5]]])
def test_embedding_refuses_what_is_no_symbol(x):
    with pytest.raises(ValueError, match="de 0 à 3"):
        Embedding(4, 3, np.random.default_rng(0)).forward(np.array(x))


@pytest.mark.parametrize("name", ["attention, two heads", "layer normalisation of sequences", "recurrent"])
def test_another_width_is_refused(name):
    layer, shape = make(name, 0), LAYERS[name][1]
    with pytest.raises(ValueError, match="attendue"):
        layer.forward(np.zeros((*shape[:-1], shape[-1] + 1)))


def test_heads_divide_the_width():
    with pytest.raises(ValueError, match="multiple"):
        MultiHeadAttention(5, 2, np.random.default_rng(0))


@given(seed=st.integers(0, 10_000), n=st.integers(1, 6))
@settings(deadline=None, max_examples=20)
def test_permuted_places_give_permuted_outputs(seed, n):
    rng = np.random.default_rng(seed)
    layer, x, order = MultiHeadAttention(4, 2, rng), rng.normal(size=(1, n, 4)), rng.permutation(n)
    assert np.allclose(layer.forward(x[:, order]), layer.forward(x)[:, order])


@given(seed=st.integers(0, 10_000), t=st.integers(1, 5))
@settings(deadline=None, max_examples=20)
def test_a_causal_place_does_not_know_the_future(seed, t):
    rng = np.random.default_rng(seed)
    layer, x = MultiHeadAttention(4, 2, rng, causal=True), rng.normal(size=(1, 6, 4))
    changed = x.copy()
    changed[:, t:] += 1
    assert np.allclose(layer.forward(x)[:, :t], layer.forward(changed)[:, :t])
    assert np.allclose(layer.weights.sum(axis=-1), 1) and not layer.weights[..., ~causal_mask(6)].any()


def test_attention_refuses_a_place_that_looks_nowhere():
    x = np.ones((2, 3))
    with pytest.raises(ValueError, match="nulle part"):
        attention(x, x, x, np.array([[True, False], [False, False]]))


def test_attention_takes_large_scores():
    x = 1e4 * np.eye(3)
    out, weights = attention(x, x, np.eye(3))
    assert np.allclose(weights, np.eye(3)) and np.allclose(out, np.eye(3))


def test_layer_normalisation_standardises_each_place_and_takes_a_constant_one():
    x = np.random.default_rng(0).normal(5, 3, (2, 4, 50))
    out = LayerNormalization(50, eps=0.0).forward(x)
    assert np.allclose(out.mean(axis=-1), 0, atol=1e-12) and np.allclose(out.std(axis=-1), 1)
    assert np.array_equal(LayerNormalization(3).forward(np.full((2, 3), 7.0)), np.zeros((2, 3)))


def test_recurrent_matrix_is_orthogonal_and_the_past_is_all_it_knows():
    rng = np.random.default_rng(0)
    layer, x = SimpleRNN(2, 5, rng), rng.normal(size=(3, 6, 2))
    assert np.allclose(layer.U @ layer.U.T, np.eye(5))
    assert np.allclose(layer.forward(x)[:, :4], layer.forward(x[:, :4]))


# Against Keras, in float64


@pytest.fixture
def keras64():
    keras = pytest.importorskip("keras")
    before = keras.config.floatx()
    keras.config.set_floatx("float64")
    yield keras
    keras.config.set_floatx(before)


def compare(layer, theirs, weights, x, *, restore, call=None):
    """Values and gradients of both on x agree to 1e-5; `restore` shapes Keras' gradients as ours."""
    import tensorflow as tf

    call = call or theirs
    inputs = tf.Variable(x)
    call(inputs)
    theirs.set_weights(weights)
    d_out = np.random.default_rng(3).normal(size=layer.forward(x).shape)
    with tf.GradientTape() as tape:
        out = call(inputs)
        cost = tf.reduce_sum(out * d_out)
    d_x, *gradients = tape.gradient(cost, [inputs, *theirs.trainable_variables])
    assert np.abs(layer.forward(x) - out.numpy()).max() < 1e-5
    assert relative_error(layer.backward(d_out), d_x.numpy()) < 1e-5
    for ours, gradient in zip(layer.gradients, restore([g.numpy() for g in gradients]), strict=True):
        assert relative_error(ours, gradient) < 1e-5


@pytest.mark.parametrize("name", ["attention, one head", "attention, two heads", "attention, causal"])
def test_attention_is_keras(name, keras64):
    layer = make(name, 0)
    width, heads = layer.W.shape[1], layer.heads
    theirs = keras64.layers.MultiHeadAttention(heads, width // heads)
    weights = []
    for W, b in zip(layer.W[:3], layer.b[:3], strict=True):
        weights += [W.T.reshape(width, heads, -1), b.reshape(heads, -1)]
    weights += [layer.W[3].T.reshape(heads, -1, width), layer.b[3]]

    def restore(gradients):
        kernels = [g.reshape(width, width).T for g in gradients[::2]]
        return np.stack(kernels), np.stack([g.reshape(width) for g in gradients[1::2]])

    x = np.random.default_rng(2).normal(size=(3, 5, width))
    call = lambda x: theirs(x, x, use_causal_mask=layer.causal)  # noqa: E731
    compare(layer, theirs, weights, x, restore=restore, call=call)


def test_layer_normalisation_is_keras(keras64):
    layer = make("layer normalisation of sequences", 0)
    x = np.random.default_rng(2).normal(size=(4, 5, 3))
    compare(layer, keras64.layers.LayerNormalization(), [layer.gamma, layer.beta], x, restore=lambda g: g)


def test_recurrence_is_keras(keras64):
    layer = make("recurrent", 0)
    x = np.random.default_rng(2).normal(size=(4, 6, 2))
    theirs = keras64.layers.SimpleRNN(3, return_sequences=True)
    compare(layer, theirs, [layer.W.T, layer.U.T, layer.b], x, restore=lambda g: [g[0].T, g[1].T, g[2]])


def test_embedding_is_keras(keras64):
    layer = Embedding(6, 3, np.random.default_rng(0))
    theirs = keras64.layers.Embedding(6, 3)
    x = np.array([[0, 5, 2], [1, 1, 3]])
    theirs(x)
    theirs.set_weights([layer.table])
    assert np.abs(layer.forward(x) - theirs(x).numpy()).max() < 1e-5
