"""The scalar engine against numerical differentiation, and against the array implementation of a network."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.nn.autodiff import Value
from course_utils.nn.gradients import numerical_gradient, relative_error
from course_utils.nn.layers import Activation, Dense
from course_utils.nn.losses import MeanSquaredError
from course_utils.nn.network import Network

#: Formulas that numpy numbers and Values both understand; together they use every operation, on either side.
FORMULAS = {
    "polynomial": lambda x, y, z: x * y + y * z - 3 * x**2 + 2,
    "quotient": lambda x, y, z: (1 + x * x) / (2 + y * y) - 1 / (3 + z**2),
    "reuse": lambda x, y, z: (x + y) * (x + y) * (x - z) + (x + y) ** 3,
    "reflected": lambda x, y, z: 4 - x + 2 * y - (-z) / 3,
    "powers": lambda x, y, z: (x**2 + 1) ** 0.5 + (y**2 + 1) ** -1.5 + z**0 + z**1,
}


def gradient_of(formula, point):
    """The engine's gradient at `point`."""
    values = [Value(number) for number in point]
    formula(*values).backward()
    return np.array([value.grad for value in values])


@pytest.mark.parametrize("name", FORMULAS)
@given(point=st.lists(st.floats(-3, 3), min_size=3, max_size=3))
@settings(deadline=None, max_examples=40)
def test_arithmetic_agrees_with_numbers_and_differences(name, point):
    formula = FORMULAS[name]
    assert formula(*[Value(number) for number in point]).data == pytest.approx(float(formula(*point)))
    expected = numerical_gradient(lambda p: formula(*p), point)
    assert np.allclose(gradient_of(formula, point), expected, rtol=1e-6, atol=1e-7)


@given(st.floats(0.1, 3))
@settings(deadline=None)
def test_functions_agree_with_differences(x):
    for name, reference in {"exp": np.exp, "log": np.log, "tanh": np.tanh}.items():
        value = Value(x)
        result = getattr(value, name)() * 2
        result.backward()
        assert result.data == pytest.approx(2 * reference(x))
        assert value.grad == pytest.approx(float(numerical_gradient(lambda t, f=reference: 2 * f(t), x)), rel=1e-6)


@pytest.mark.parametrize(("x", "expected"), [(-2.0, 0.0), (0.0, 0.0), (1.5, 1.0)])
def test_relu(x, expected):
    value = Value(x)
    result = value.relu()
    result.backward()
    assert (result.data, value.grad) == (max(0.0, x), expected)


def test_a_number_used_twice_gathers_both_paths():
    x = Value(3.0)
    a = x * 2
    (a * x + a).backward()  # 2x² + 2x
    assert x.grad == 14.0


def test_backward_forgets_the_previous_gradients():
    x = Value(3.0)
    y = x * x
    y.backward()
    y.backward()
    assert x.grad == 6.0


def test_a_deep_graph_needs_no_recursion():
    x = Value(1.0)
    total = x
    for _ in range(5000):
        total = total + x
    total.backward()
    assert x.grad == 5001.0


def test_the_graph_lists_operands_first():
    x, y = Value(1.0), Value(2.0)
    result = (x + y) * x
    order = result.graph()
    assert order[-1] is result and len(order) == 4
    for node in order:
        assert all(order.index(parent) < order.index(node) for parent in node.parents)


def test_same_gradients_as_a_network_of_layers():
    rng = np.random.default_rng(4)
    network = Network([Dense(2, 2, rng), Activation("tanh"), Dense(2, 1, rng)])
    for bias in network.parameters[1::2]:
        bias[...] = rng.normal(size=bias.shape)
    x, target = [0.5, -1.0], 0.25
    network.backpropagate([x], [[target]], MeanSquaredError())

    weights = [[[Value(w) for w in row] for row in layer.W] for layer in network.layers[::2]]
    biases = [[Value(b) for b in layer.b] for layer in network.layers[::2]]

    def neuron(row, bias, inputs):
        return sum((w * a for w, a in zip(row, inputs, strict=True)), bias)

    hidden = [neuron(row, bias, x).tanh() for row, bias in zip(weights[0], biases[0], strict=True)]
    cost = (neuron(weights[1][0], biases[1][0], hidden) - target) ** 2
    cost.backward()
    ours = [np.array([[w.grad for w in row] for row in layer]) for layer in weights]
    assert relative_error(ours[0], network.layers[0].dW) < 1e-12
    assert relative_error(ours[1], network.layers[2].dW) < 1e-12
    assert relative_error([b.grad for b in biases[0]], network.layers[0].db) < 1e-12


def test_there_is_no_sigmoid_to_copy():
    assert not hasattr(Value, "sigmoid")


def test_a_power_takes_a_plain_number():
    with pytest.raises(TypeError, match="exposant"):
        Value(2.0) ** Value(3.0)


def test_shows_its_data_and_gradient():
    assert repr(Value(2, label="w")) == "Value(w: data=2, grad=0)"
